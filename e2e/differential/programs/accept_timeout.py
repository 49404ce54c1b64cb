# A limit on accept: the exception, how long it took, and that the listener still works afterwards.
import socket
import time

server = socket.create_server(("127.0.0.1", 9090))
server.settimeout(0.4)
print(server.gettimeout())
started = time.monotonic()
try:
    server.accept()
except socket.timeout as error:
    print(type(error).__name__, error, error.errno, error.args, isinstance(error, OSError))
passed = time.monotonic() - started
print("in time:", 0.35 < passed < 1.5)

client = socket.create_connection(("127.0.0.1", 9090))
connection, address = server.accept()
print(address[0], connection.gettimeout(), client.gettimeout())
