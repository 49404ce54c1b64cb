# int() of what came when the other side has closed: nothing.
import socket

left, right = socket.socketpair()
left.close()
number = int(right.recv(100))
