# Calls that need a connection, without one.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error.errno, error)


stream = socket.socket()
attempt("send:", lambda: stream.send(b"x"))
attempt("sendall:", lambda: stream.sendall(b"x"))
attempt("recv:", lambda: stream.recv(1))
attempt("getpeername:", stream.getpeername)
attempt("shutdown:", lambda: stream.shutdown(socket.SHUT_RDWR))
attempt("shutdown write:", lambda: stream.shutdown(socket.SHUT_WR))
attempt("sendto:", lambda: stream.sendto(b"x", ("127.0.0.1", 9090)))
attempt("makefile:", lambda: socket.socket().makefile("rb").read(1))

server = socket.create_server(("127.0.0.1", 9090))
attempt("listener recv:", lambda: server.recv(1))
attempt("listener send:", lambda: server.send(b"x"))
attempt("listener getpeername:", server.getpeername)

datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("UDP send:", lambda: datagrams.send(b"x"))
attempt("UDP getpeername:", datagrams.getpeername)
attempt("UDP shutdown:", lambda: datagrams.shutdown(socket.SHUT_RDWR))
