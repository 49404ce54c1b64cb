# A busy port: TCP against TCP, a listener against a bound socket, UDP against UDP, but never TCP against UDP.
import socket


def attempt(what, kind, address):
    other = socket.socket(socket.AF_INET, kind)
    try:
        other.bind(address)
        print(what, "bound")
    except OSError as error:
        print(what, type(error).__name__, error)
    return other


first = socket.socket()
first.bind(("127.0.0.1", 9090))
attempt("bound only:", socket.SOCK_STREAM, ("127.0.0.1", 9090)).close()
first.listen()
attempt("listening:", socket.SOCK_STREAM, ("127.0.0.1", 9090)).close()
attempt("wildcard:", socket.SOCK_STREAM, ("", 9090)).close()
datagrams = attempt("UDP beside TCP:", socket.SOCK_DGRAM, ("127.0.0.1", 9090))
attempt("UDP again:", socket.SOCK_DGRAM, ("127.0.0.1", 9090)).close()
first.close()
attempt("after close:", socket.SOCK_STREAM, ("127.0.0.1", 9090)).close()

try:
    socket.create_server(("127.0.0.1", 9091))
    socket.create_server(("127.0.0.1", 9091))
except OSError as error:
    print(type(error).__name__, error.errno, error)
