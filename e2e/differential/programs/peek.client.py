# Sends one message and waits to hear that it was seen.
import socket

with socket.create_connection(("127.0.0.1", 9090)) as client:
    client.sendall(b"look at me")
    print(client.recv(100))
