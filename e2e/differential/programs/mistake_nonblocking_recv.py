# A non-blocking socket with nothing to read.
import socket

left, right = socket.socketpair()
right.setblocking(False)
right.recv(1024)
