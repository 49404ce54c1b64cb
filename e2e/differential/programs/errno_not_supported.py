# EOPNOTSUPP, EPROTONOSUPPORT, ESOCKTNOSUPPORT, EAFNOSUPPORT: what a kind of socket doesn't do, and kinds that there aren't.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("listen", datagrams.listen)
attempt("accept", datagrams.accept)
attempt("pair", lambda: socket.socketpair(socket.AF_INET))
attempt("UDP over a stream", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_UDP))
attempt("TCP over datagrams", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_TCP))
attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW))
attempt("rdm", lambda: socket.socket(socket.AF_INET, socket.SOCK_RDM))
attempt("seqpacket", lambda: socket.socket(socket.AF_INET, socket.SOCK_SEQPACKET))
attempt("family", lambda: socket.socket(99))
attempt("family 0", lambda: socket.socket(0))
attempt("inet_pton", lambda: socket.inet_pton(99, "127.0.0.1"))
