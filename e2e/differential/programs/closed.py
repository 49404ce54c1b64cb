# After close: EBADF everywhere, fileno -1, and closing again is nothing.
import socket

server = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = server.accept()
calls = {
    "send": lambda one: one.send(b"x"),
    "sendall": lambda one: one.sendall(b"x"),
    "recv": lambda one: one.recv(1),
    "accept": lambda one: one.accept(),
    "connect": lambda one: one.connect(("127.0.0.1", 9090)),
    "bind": lambda one: one.bind(("127.0.0.1", 0)),
    "listen": lambda one: one.listen(),
    "getsockname": lambda one: one.getsockname(),
    "getpeername": lambda one: one.getpeername(),
    "shutdown": lambda one: one.shutdown(socket.SHUT_WR),
    "getsockopt": lambda one: one.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE),
    "setsockopt": lambda one: one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    "settimeout": lambda one: one.settimeout(1),
    "setblocking": lambda one: one.setblocking(False),
    "detach": lambda one: one.detach(),
    "close": lambda one: one.close(),
}
client.close()
print(client.fileno(), client)
for name, call in calls.items():
    try:
        print(name, call(client))
    except OSError as error:
        print(name, type(error).__name__, error)
print(connection.recv(10))
print(client.family.name, client.type.name)
