# split() with a text on bytes.
import socket

left, right = socket.socketpair()
left.sendall(b"SET colour red")
command, key, value = right.recv(100).split(" ")
