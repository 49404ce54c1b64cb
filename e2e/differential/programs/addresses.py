# '' and 0.0.0.0 as server and as client, localhost, and other addresses of the loopback network.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error)


server = socket.create_server(("", 9090))
print(server.getsockname())
for host in ("127.0.0.1", "localhost", "", "0.0.0.0"):
    client = socket.create_connection((host, 9090)) if host else socket.socket()
    if not host:
        client.connect(("", 9090))
    connection, address = server.accept()
    print(repr(host), client.getpeername(), connection.getsockname(), address[0])
    client.close()
    connection.close()
server.close()

server = socket.create_server(("127.0.0.1", 9090))
print(server.getsockname())
attempt("broadcast:", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("255.255.255.255", 9090)))
attempt("port 0:", lambda: socket.socket().connect(("127.0.0.1", 0)))
attempt("UDP port 0:", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 0)))
