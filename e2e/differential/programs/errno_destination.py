# EDESTADDRREQ and EMSGSIZE: a datagram without an address, and one that is too long.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


sock = socket.socket(type=socket.SOCK_DGRAM)
attempt("send", lambda: sock.send(b"x"))
attempt("sendall", lambda: sock.sendall(b"x"))
attempt("sendmsg", lambda: sock.sendmsg([b"x"]))
attempt("sendto", lambda: sock.sendto(b"x" * 65508, ("127.0.0.1", 9090)))
attempt("sendto far more", lambda: sock.sendto(b"x" * 1_000_000, ("127.0.0.1", 9090)))
sock.connect(("127.0.0.1", 9090))
attempt("connected", lambda: sock.send(b"x" * 65508))
