# 0.0.0.0 is for bind(); connecting to it reaches this machine, and the socket shows what it really is.
import socket

listener = socket.create_server(("0.0.0.0", 9090))
print(listener.getsockname())
client = socket.create_connection(("0.0.0.0", 9090))
connection, address = listener.accept()
print(client.getpeername(), client.getsockname()[0], connection.getsockname(), address[0])
empty = socket.socket()
try:
    empty.bind(("", 9090))
except OSError as error:
    print(type(error).__name__, error)
