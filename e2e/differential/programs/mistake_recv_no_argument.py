# recv() without saying how much.
import socket

left, right = socket.socketpair()
left.sendall(b"hello")
right.recv()
