# Letters that ASCII lacks, in a bytes literal.
import socket

left, right = socket.socketpair()
left.send(b"привет")
