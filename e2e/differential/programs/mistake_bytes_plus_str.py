# What came is bytes, what it is joined to is a text.
import socket

left, right = socket.socketpair()
left.sendall(b"Anna")
name = right.recv(100)
print("Hello, " + name)
