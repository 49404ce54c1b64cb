# Nobody has the port: a connected socket hears of it, an unconnected one doesn't.
import socket
import time

connected = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
connected.connect(("127.0.0.1", 9090))
connected.settimeout(3)
print(connected.send(b"anybody?"))
try:
    connected.recv(100)
except OSError as error:
    print("recv", type(error).__name__, error)

print(connected.send(b"anybody?"))
time.sleep(0.3)
try:
    connected.send(b"hello?")
except OSError as error:
    print("send", type(error).__name__, error)
print(connected.send(b"the error was reported once"))
time.sleep(0.3)
print(connected.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), connected.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))

free = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
free.settimeout(0.3)
free.sendto(b"anybody?", ("127.0.0.1", 9090))
try:
    free.recvfrom(100)
except OSError as error:
    print(type(error).__name__, error)
