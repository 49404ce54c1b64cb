# recv() of a text instead of a number.
import socket

left, right = socket.socketpair()
right.recv("1024")
