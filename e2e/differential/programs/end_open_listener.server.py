# The server ends with clients in its listener's queue.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
control = socket.create_server(("127.0.0.1", 9091))
print("listening")
connection, _ = control.accept()
connection.recv(10)
print("ends without accepting")
