# An address has two parts.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, address = listener.accept()
print(address[0], type(address[1]).__name__)
print(address[2])
