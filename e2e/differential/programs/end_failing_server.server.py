# The server fails with an exception: its sockets are closed all the same.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
print("listening")
connection, _ = listener.accept()
number = int(connection.recv(100))
