# recvfrom() on TCP names nobody: the answer has nowhere to go.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = listener.accept()
client.sendall(b"hello")
data, address = connection.recvfrom(1024)
print(data, address)
connection.sendto(data, address)
