# Half a letter: recv() cuts UTF-8 wherever it likes.
import socket

left, right = socket.socketpair()
left.sendall("привет".encode())
while data := right.recv(3):
    print(data.decode())
