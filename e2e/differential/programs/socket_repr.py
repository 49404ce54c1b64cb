# How sockets show themselves in each state.
import socket

print(socket.socket())
print(socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
listener = socket.create_server(("127.0.0.1", 9090))
print(listener)
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = listener.accept()
print(connection)
print(repr(client) == str(client), f"{connection.family} {connection.type!r} {connection.proto}")
left, right = socket.socketpair()
print(left)
left.close()
print(left)
print(type(client), type(client).__mro__[1], client.__class__.__module__)
print(socket.SocketType, isinstance(client, socket.SocketType))
