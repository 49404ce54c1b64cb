# The server ends with what it was sent unread: the kernel resets the connection.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
print("listening")
connection, _ = listener.accept()
connection.recv(1)
connection.sendall(b"first")
connection.recv(1)
print("the end")
