# A timeout that nobody catches.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
client.settimeout(0.1)
client.recv(1024)
