# dup, detach, fileno, fromfd: several names for one connection.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
server, _ = listener.accept()
copy = client.dup()
client.close()
copy.sendall(b"through the copy")
print(server.recv(100), copy.fileno() != client.fileno(), copy.getpeername())
number = copy.detach()
print(copy.fileno(), copy)
again = socket.socket(fileno=number)
print(again.fileno() == number, again.family, again.type, again.proto, again.getpeername())
other = socket.fromfd(again.fileno(), socket.AF_INET, socket.SOCK_STREAM)
again.close()
other.sendall(b"and another")
print(server.recv(100))
server.settimeout(0.05)
try:
    server.recv(1)
except TimeoutError:
    print("still open")
other.close()
print(server.recv(1))
left, right = socket.socketpair()
left.settimeout(3)
print(left.dup().gettimeout(), left.get_inheritable(), left.dup().get_inheritable())
print(socket.socket(fileno=right.detach()).gettimeout())
