# The block has ended, and with it the socket.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
with socket.create_connection(("127.0.0.1", 9090)) as sock:
    sock.sendall(b"one")
print(sock)
sock.sendall(b"two")
