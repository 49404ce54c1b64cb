# The meaning of settimeout, setblocking and the default timeout.
#| version: 3.14 says that a timeout may be a float
import socket

one = socket.socket()
for value in (None, 0, 0.0, 2, 1.5, True):
    one.settimeout(value)
    print(value, "->", one.gettimeout(), one.getblocking(), one.timeout)
for flag in (True, False, 1, 0):
    one.setblocking(flag)
    print(flag, "->", one.gettimeout(), one.getblocking())
for wrong in (-1, "5", 1e30):
    try:
        one.settimeout(wrong)
        print(wrong, "accepted")
    except Exception as error:
        print(wrong, type(error).__name__, error if wrong != 1e30 else "")

print(socket.getdefaulttimeout())
socket.setdefaulttimeout(0.25)
server = socket.create_server(("127.0.0.1", 9090))
print(socket.getdefaulttimeout(), server.gettimeout(), socket.socket().getblocking())
try:
    server.accept()
except TimeoutError as error:
    print(error)
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = server.accept()
print(client.gettimeout(), connection.gettimeout())
socket.setdefaulttimeout(None)
server.settimeout(2)
second = socket.create_connection(("127.0.0.1", 9090), timeout=None)
connection, _ = server.accept()
print(second.gettimeout(), connection.gettimeout())
