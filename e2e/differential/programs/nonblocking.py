# What non-blocking calls answer when there is nothing to do.
import errno
import socket
import time

server = socket.create_server(("127.0.0.1", 9090))
server.setblocking(False)
print(server.getblocking(), server.gettimeout())


def attempt(what, call):
    try:
        return call()
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


attempt("accept:", server.accept)
client = socket.create_connection(("127.0.0.1", 9090))
for _ in range(100):
    pair = attempt("", server.accept) if _ == 99 else None
    try:
        pair = pair or server.accept()
        break
    except BlockingIOError:
        time.sleep(0.02)
connection, _ = pair
print(connection.getblocking(), connection.gettimeout())
connection.setblocking(False)
attempt("recv:", lambda: connection.recv(10))
attempt("recv_into:", lambda: connection.recv_into(bytearray(3)))
attempt("peek:", lambda: connection.recv(10, socket.MSG_PEEK))
connection.setblocking(True)
attempt("MSG_DONTWAIT:", lambda: connection.recv(10, socket.MSG_DONTWAIT))

client.sendall(b"now")
print(connection.recv(10))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
datagrams.setblocking(False)
attempt("recvfrom:", lambda: datagrams.recvfrom(10))
