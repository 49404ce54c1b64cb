# A connected datagram socket hears only its peer, and may change it.
import socket

first, second, third = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(3))
for one in (first, second, third):
    one.bind(("127.0.0.1", 0))
    one.settimeout(0.3)
first.connect(second.getsockname())
print(first.getpeername() == second.getsockname())
third.sendto(b"stranger", first.getsockname())
second.sendto(b"friend", first.getsockname())
print(first.recv(100))
try:
    print(first.recv(100))
except TimeoutError as error:
    print(error)
first.send(b"to the peer")
first.sendto(b"to somebody else", third.getsockname())
print(second.recvfrom(100)[0], third.recvfrom(100)[0])
first.connect(third.getsockname())
print(first.getpeername() == third.getsockname())
first.send(b"to the new peer")
print(third.recv(100))
try:
    second.getpeername()
except OSError as error:
    print(type(error).__name__, error)
try:
    second.send(b"to nobody")
except OSError as error:
    print(type(error).__name__, error)
