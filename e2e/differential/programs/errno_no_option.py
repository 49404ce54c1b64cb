# ENOPROTOOPT: options that there aren't, EINVAL and ENOTCONN for those that want something else.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


stream = socket.socket()
datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("unknown", lambda: stream.getsockopt(socket.SOL_SOCKET, 9999))
attempt("unknown to set", lambda: stream.setsockopt(socket.SOL_SOCKET, 9999, 1))
attempt("unknown of TCP", lambda: stream.setsockopt(socket.IPPROTO_TCP, 9999, 1))
attempt("read only", lambda: stream.setsockopt(socket.SOL_SOCKET, socket.SO_TYPE, 1))
attempt("read only, error", lambda: stream.setsockopt(socket.SOL_SOCKET, socket.SO_ERROR, 1))
attempt("accepting, to set", lambda: stream.setsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN, 1))
attempt("TCP's of UDP", lambda: datagrams.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1))
attempt("TCP's of UDP to get", lambda: datagrams.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
attempt("no level", lambda: stream.setsockopt(12345, 1, 1))
