# What calls answer that come too early or at the wrong socket.
import socket


def attempt(label, action, *arguments):
    try:
        print(label, action(*arguments))
    except OSError as error:
        print(label, type(error).__name__, error)


def stream():
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)


def datagram():
    return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)


for make in (stream, datagram):
    for name, arguments in {
        "getpeername": (), "send": (b"x",), "listen": (), "shutdown": (socket.SHUT_WR,), "sendto": (b"x", "missing.sock"),
        "getsockname": (),
    }.items():
        with make() as sock:
            attempt(f"{make.__name__} {name}", getattr(sock, name), *arguments)
with stream() as sock:
    attempt("recv", sock.recv, 1)
    attempt("accept", sock.accept)

with stream() as sock:
    for name in ("SO_TYPE", "SO_DOMAIN", "SO_PROTOCOL", "SO_ACCEPTCONN", "SO_SNDBUF", "SO_RCVBUF", "SO_REUSEADDR", "SO_ERROR"):
        attempt(name, sock.getsockopt, socket.SOL_SOCKET, getattr(socket, name))
    attempt("SO_REUSEADDR", sock.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    attempt("TCP_NODELAY", sock.setsockopt, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    attempt("TCP_NODELAY", sock.getsockopt, socket.IPPROTO_TCP, socket.TCP_NODELAY)
    attempt("proto 6", socket.socket, socket.AF_UNIX, socket.SOCK_STREAM, 6)
    print(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 1).proto)
