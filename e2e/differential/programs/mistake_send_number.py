# A number is sent.
import socket

left, right = socket.socketpair()
print(left.send(bytes(3)), right.recv(10))
left.send(42)
