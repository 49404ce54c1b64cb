# EINVAL: calls that make no sense in this state or with this value.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


sock = socket.socket()
attempt("accept", sock.accept)
attempt("shutdown how", lambda: sock.shutdown(9))
sock.bind(("127.0.0.1", 9090))
attempt("bind again", lambda: sock.bind(("127.0.0.1", 9091)))
attempt("accept, bound", sock.accept)
attempt("short option", lambda: sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, b"\1"))
attempt("linger as number", lambda: sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 1))
attempt("TTL too large", lambda: sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 300))
attempt("TTL zero", lambda: sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 0))
attempt("type", lambda: socket.socket(socket.AF_INET, 99))
attempt("protocol", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 999))
attempt("descriptor", lambda: socket.socket(fileno=-2) if False else socket.close(-2))
