# ECONNREFUSED: nobody listens. On TCP with connect, on UDP with the next call after a datagram.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


attempt("connect", lambda: socket.socket().connect(("127.0.0.1", 9090)))
attempt("connect_ex", lambda: errno.errorcode[socket.socket().connect_ex(("127.0.0.1", 9090))])
attempt("create_connection", lambda: socket.create_connection(("127.0.0.1", 9090)))
attempt("all errors", lambda: socket.create_connection(("127.0.0.1", 9090), timeout=5))
sock = socket.socket()
attempt("first", lambda: sock.connect(("127.0.0.1", 9090)))
attempt("second with the same socket", lambda: sock.connect(("127.0.0.1", 9090)))
attempt("peer of it", sock.getpeername)
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.connect(("127.0.0.1", 9090))
attempt("UDP send", lambda: datagrams.send(b"x"))
datagrams.settimeout(2)
attempt("UDP recv", lambda: datagrams.recv(10))
