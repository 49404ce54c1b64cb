# The three ways to shut down, and what each end sees.
import socket


def pair():
    client = socket.create_connection(server.getsockname())
    client.settimeout(3)
    connection, _ = server.accept()
    connection.settimeout(3)
    return client, connection


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error)


server = socket.create_server(("127.0.0.1", 9090))

client, connection = pair()
client.shutdown(socket.SHUT_RD)
attempt("reader after SHUT_RD:", lambda: client.recv(10))
attempt("may still write:", lambda: client.send(b"written"))
attempt("peer:", lambda: connection.recv(10))

client, connection = pair()
client.shutdown(socket.SHUT_WR)
attempt("writer after SHUT_WR:", lambda: client.send(b"x"))
attempt("peer:", lambda: connection.recv(10))
attempt("peer may write:", lambda: connection.send(b"answer"))
attempt("reader after SHUT_WR:", lambda: client.recv(10))
attempt("again:", lambda: client.shutdown(socket.SHUT_WR))

client, connection = pair()
connection.sendall(b"in flight")
attempt("waiting for it:", lambda: client.recv(2, socket.MSG_PEEK))
client.shutdown(socket.SHUT_RDWR)
attempt("what had come:", lambda: client.recv(100))
attempt("then:", lambda: client.recv(100))
attempt("peer:", lambda: connection.recv(10))

attempt("wrong:", lambda: connection.shutdown(5))
server.shutdown(socket.SHUT_RDWR)
attempt("accept after shutdown:", server.accept)
