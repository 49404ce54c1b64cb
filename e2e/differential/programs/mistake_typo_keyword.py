# A misspelt keyword argument.
#| version: suggestions for keyword arguments are new in 3.13
import socket

listener = socket.create_server(("127.0.0.1", 9090), backlogg=5)
