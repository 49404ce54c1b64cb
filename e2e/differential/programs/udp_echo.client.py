# Three datagrams and their answers; two sockets take turns; then an empty datagram.
import socket

first = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
second = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
second.connect(("127.0.0.1", 9090))
print(first.sendto(b"one", ("127.0.0.1", 9090)))
answer, server = first.recvfrom(1024)
print(answer, server)
print(second.send("два".encode()))
print(second.recv(1024).decode(), second.getpeername())
print(first.sendto(b"three", 0, ("localhost", 9090)))
print(first.recv(1024))
print(first.getsockname() != second.getsockname(), first.getsockname()[0], second.getsockname()[0])
print(second.send(b""))
