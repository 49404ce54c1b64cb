# EACCES and EPERM: system ports, broadcasts without leave, raw packets.
import errno
import socket


def attempt(what, call):
    try:
        call()
        print(what, "fine")
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


attempt("port 1", lambda: socket.socket().bind(("127.0.0.1", 1)))
attempt("port 1023", lambda: socket.socket().bind(("127.0.0.1", 1023)))
attempt("UDP port 53", lambda: socket.socket(type=socket.SOCK_DGRAM).bind(("127.0.0.1", 53)))
attempt("IPv6 port 80", lambda: socket.socket(socket.AF_INET6).bind(("::1", 80)))
attempt("broadcast", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("255.255.255.255", 9090)))
attempt("broadcast by name", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("<broadcast>", 9090)))
attempt("connect to broadcast", lambda: socket.socket(type=socket.SOCK_DGRAM).connect(("255.255.255.255", 9090)))
