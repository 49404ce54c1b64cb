# accept() gives a pair, and the pair is no socket.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection = listener.accept()
connection.sendall(b"hello")
