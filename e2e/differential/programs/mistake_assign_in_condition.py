# = in place of ==.
import socket

left, right = socket.socketpair()
left.send(b"x")
data = right.recv(10)
if data = b"":
    print("the end")
