# Writing to a peer that closed: the first send succeeds, a later one breaks; so does one after our own shutdown.
import socket
import time

server = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = server.accept()
connection.close()

print(client.recv(10))
print(client.send(b"into the void"))
time.sleep(0.3)
try:
    client.send(b"again")
except OSError as error:
    print(type(error).__name__, error.errno, error)
try:
    client.sendall(b"and again")
except OSError as error:
    print(type(error).__name__, error)
print(client.recv(10))
client.close()

client = socket.create_connection(("127.0.0.1", 9090))
client.shutdown(socket.SHUT_WR)
try:
    client.send(b"after shutdown")
except OSError as error:
    print(type(error).__name__, error)
