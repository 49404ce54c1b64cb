# A listener closes while a client waits in its queue: the client's connection is reset.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
client.settimeout(5)
client.sendall(b"hello?")
listener.close()
try:
    print(client.recv(10))
except ConnectionResetError as error:
    print(type(error).__name__, error.errno)
