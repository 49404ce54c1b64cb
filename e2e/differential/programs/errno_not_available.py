# EADDRNOTAVAIL: an address that is no address of this machine; port 0 to connect to.
import errno
import socket


def attempt(what, call):
    try:
        call()
        print(what, "fine")
    except OSError as error:
        print(what, errno.errorcode[error.errno], error)


attempt("bind", lambda: socket.socket().bind(("192.0.2.1", 9090)))
attempt("bind UDP", lambda: socket.socket(type=socket.SOCK_DGRAM).bind(("192.0.2.1", 9090)))
attempt("bind IPv6", lambda: socket.socket(socket.AF_INET6).bind(("2001:db8::1", 9090)))
attempt("create_server", lambda: socket.create_server(("192.0.2.1", 9090)))
attempt("source address", lambda: socket.create_connection(("127.0.0.1", 9090), source_address=("192.0.2.1", 0)))
