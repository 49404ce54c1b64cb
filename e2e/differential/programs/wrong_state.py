# Calls in the wrong order: bind twice, listen and accept where there is none, connect twice.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error.errno, error)


one = socket.socket()
one.bind(("127.0.0.1", 9090))
attempt("bind twice:", lambda: one.bind(("127.0.0.1", 9091)))
attempt("accept without listen:", one.accept)
attempt("listen:", one.listen)
attempt("listen again:", lambda: one.listen(5))
attempt("bind a listener:", lambda: one.bind(("127.0.0.1", 9091)))
attempt("connect a listener:", lambda: one.connect(("127.0.0.1", 9090)))

two = socket.create_connection(("127.0.0.1", 9090))
attempt("connect twice:", lambda: two.connect(("127.0.0.1", 9090)))
print("connect_ex twice:", two.connect_ex(("127.0.0.1", 9090)))
attempt("listen when connected:", two.listen)
attempt("accept when connected:", two.accept)
attempt("bind when connected:", lambda: two.bind(("127.0.0.1", 0)))

datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("UDP listen:", datagrams.listen)
attempt("UDP accept:", datagrams.accept)
attempt("another's address:", lambda: socket.socket().bind(("192.0.2.77", 9091)))
attempt("IPv6 in an IPv4 socket:", lambda: socket.socket().bind(("::1", 9091)))
attempt("listen with a negative backlog:", lambda: one.listen(-1))
attempt("raw:", lambda: socket.socket(socket.AF_INET, 77))
