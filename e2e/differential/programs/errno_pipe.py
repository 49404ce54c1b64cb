# EPIPE: sending after one's own shutdown, on TCP and on a socketpair, and to a pair whose other end is closed.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
client.shutdown(socket.SHUT_WR)
attempt("TCP", lambda: client.send(b"x"))
attempt("TCP nothing", lambda: client.send(b""))
attempt("TCP sendall", lambda: client.sendall(b"x"))
left, right = socket.socketpair()
left.shutdown(socket.SHUT_WR)
attempt("pair", lambda: left.send(b"x"))
attempt("the other way", lambda: right.send(b"x"))
right.close()
attempt("closed pair", lambda: left.recv(10))
attempt("closed pair, end", lambda: left.recv(10))
one, other = socket.socketpair()
other.close()
attempt("to nobody", lambda: one.send(b"x"))
