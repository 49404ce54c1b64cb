# bind() without listen(): there is nobody to accept, and nobody to connect to.
import socket

server = socket.socket()
server.bind(("127.0.0.1", 9090))
client = socket.socket()
try:
    client.connect(("127.0.0.1", 9090))
except OSError as error:
    print(type(error).__name__, error)
server.accept()
