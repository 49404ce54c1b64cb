# An exception in finally replaces the one under way, and names it.
import socket

left, right = socket.socketpair()
left.close()
try:
    left.send(b"x")
finally:
    right.close()
    right.recv(1)
