# The other way round: a text after bytes.
import socket

left, right = socket.socketpair()
left.sendall(b"Anna")
name = right.recv(100)
right.sendall(b"Hello, " + name + "\n")
