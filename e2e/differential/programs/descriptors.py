# dup, detach, fileno, and a socket made from a descriptor.
import os
import socket

server = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = server.accept()

copy = client.dup()
print(copy.fileno() != client.fileno(), copy.getpeername() == client.getpeername(), copy.family.name)
client.close()
copy.sendall(b"through the copy")
print(connection.recv(100))

number = copy.detach()
print(copy.fileno(), number >= 0)
again = socket.socket(fileno=number)
print(again.family.name, again.type.name, again.fileno() == number)
again.sendall(b"through the number")
print(connection.recv(100))
again.close()
print(connection.recv(100))

try:
    socket.socket(fileno=-5)
except Exception as error:
    print(type(error).__name__, error)
numbers = [socket.socket() for _ in range(5)]
print(len({one.fileno() for one in numbers}))
