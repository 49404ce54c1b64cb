# settimeout, setblocking, defaults: each seen in the others.
#| version: setblocking() takes anything that is true or false since 3.12
import socket

sock = socket.socket()
for value in (None, 0, 0.0, 5, 2.5, True, 1e-9):
    sock.settimeout(value)
    print(repr(value), repr(sock.gettimeout()), sock.getblocking(), sock.timeout)
for value in (True, False, 1, 0, "text", ""):
    sock.setblocking(value)
    print(repr(value), repr(sock.gettimeout()), sock.getblocking())
socket.setdefaulttimeout(4)
print(socket.getdefaulttimeout(), socket.socket().gettimeout(), sock.gettimeout())
left, right = socket.socketpair()
print(left.gettimeout())
listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
socket.setdefaulttimeout(None)
listener.settimeout(2)
connection, _ = listener.accept()
print(connection.gettimeout(), client.gettimeout(), socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK).gettimeout())
for value in (-1, "5", float("nan"), [], 10**30):
    try:
        sock.settimeout(value)
    except Exception as error:
        print(type(error).__name__)
