# What was received before the reset can't be counted on; that the reset comes, can.
import socket

client = socket.create_connection(("127.0.0.1", 9090))
client.settimeout(10)
client.sendall(b"1")
print(client.recv(5))
client.sendall(b"2 and much more that nobody reads")
try:
    print(client.recv(100))
    print(client.recv(100))
except ConnectionResetError as error:
    print(error)
