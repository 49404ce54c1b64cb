# EADDRINUSE: a port that another socket has, by bind, by create_server, by UDP, and by an address that covers it.
import errno
import socket


def attempt(what, call):
    try:
        call()
        print(what, "fine")
    except OSError as error:
        print(what, errno.errorcode[error.errno], error)


first = socket.socket()
first.bind(("127.0.0.1", 9090))
attempt("bind", lambda: socket.socket().bind(("127.0.0.1", 9090)))
first.listen()
attempt("bind to a listener's", lambda: socket.socket().bind(("127.0.0.1", 9090)))
attempt("every address", lambda: socket.socket().bind(("", 9090)))
attempt("create_server", lambda: socket.create_server(("127.0.0.1", 9090)))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("UDP beside TCP", lambda: datagrams.bind(("127.0.0.1", 9090)))
attempt("UDP twice", lambda: socket.socket(type=socket.SOCK_DGRAM).bind(("127.0.0.1", 9090)))
first.close()
attempt("after close", lambda: socket.socket().bind(("127.0.0.1", 9090)))
