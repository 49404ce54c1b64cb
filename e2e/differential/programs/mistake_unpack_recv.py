# recv() unpacked as if it were recvfrom().
import socket

left, right = socket.socketpair()
left.sendall(b"hello")
data, address = right.recv(1024)
