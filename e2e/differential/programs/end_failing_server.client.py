# The client sees the end of the stream.
import socket

client = socket.create_connection(("127.0.0.1", 9090))
client.settimeout(10)
client.sendall(b"five")
print(client.recv(100))
