# decode without parentheses is the method itself.
import socket

left, right = socket.socketpair()
left.sendall(b"hello\n")
text = right.recv(100).decode
print(text.strip())
