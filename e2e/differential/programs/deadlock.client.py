# Waits too.
import socket

with socket.create_connection(("127.0.0.1", 9090), timeout=10) as client:
    print(client.recv(100))
