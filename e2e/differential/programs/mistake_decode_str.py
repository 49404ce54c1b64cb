# decode() of what is a text already, encode() of bytes.
import socket

left, right = socket.socketpair()
left.sendall("привет".encode())
text = right.recv(100).decode()
try:
    right.recv(0).encode()
except AttributeError as error:
    print(error)
print(text.decode())
