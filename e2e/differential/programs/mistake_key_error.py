# A client that never said who it is.
import socket

names = {}
left, right = socket.socketpair()
left.sendall(b"anna")
names[left.fileno()] = "left"
print(names[right.recv(100)])
