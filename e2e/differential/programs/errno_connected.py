# EISCONN, and what UDP allows: connecting again and again.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
attempt("connect again", lambda: client.connect(("127.0.0.1", 9090)))
attempt("connect elsewhere", lambda: client.connect(("127.0.0.1", 9091)))
print("connect_ex", errno.errorcode[client.connect_ex(("127.0.0.1", 9090))])
attempt("sendto where it is", lambda: client.sendto(b"x", ("127.0.0.1", 9090)))
attempt("sendto elsewhere", lambda: client.sendto(b"x", ("127.0.0.1", 9091)))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
attempt("UDP", lambda: datagrams.connect(("127.0.0.1", 9090)))
attempt("UDP again", lambda: datagrams.connect(("127.0.0.1", 9091)))
print(datagrams.getpeername() == ("127.0.0.1", 9091))
