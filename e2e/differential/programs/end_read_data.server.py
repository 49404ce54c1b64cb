# The server ends having read everything: the client sees the end of the stream.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
print("listening")
connection, _ = listener.accept()
print(connection.recv(100))
connection.sendall(b"x" * 200_000)
