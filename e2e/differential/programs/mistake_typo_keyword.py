# A misspelt keyword argument.
import socket

listener = socket.create_server(("127.0.0.1", 9090), backlogg=5)
