# ECONNRESET, then EPIPE: the other side has gone away with what it was told unread.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = listener.accept()
client.sendall(b"never read")
connection.settimeout(5)
connection.recv(1, socket.MSG_PEEK)
connection.close()
client.settimeout(5)
attempt("recv", lambda: client.recv(10))
attempt("recv again", lambda: client.recv(10))
attempt("send", lambda: client.send(b"x"))
attempt("send again", lambda: client.send(b"x"))
attempt("getpeername", client.getpeername)
attempt("shutdown", lambda: client.shutdown(socket.SHUT_RDWR))
