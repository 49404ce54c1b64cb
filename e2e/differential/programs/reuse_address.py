# A port right after its connection ended: held by TIME_WAIT, free with SO_REUSEADDR, never beside a living listener.
import socket


def serve_once(port, reuse):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
    server.bind(("127.0.0.1", port))
    server.listen()
    client = socket.create_connection(("127.0.0.1", port))
    connection, _ = server.accept()
    connection.close()
    print(client.recv(10))
    client.close()
    server.close()


def attempt(what, port, reuse):
    try:
        serve_once(port, reuse)
        print(what, "works")
    except OSError as error:
        print(what, type(error).__name__, error)


attempt("without the option:", 9090, 0)
attempt("at once:", 9090, 0)
attempt("the option comes too late:", 9090, 1)
attempt("with the option:", 9091, 1)
attempt("at once:", 9091, 1)
living = socket.create_server(("127.0.0.1", 9091))
other = socket.socket()
other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    other.bind(("127.0.0.1", 9091))
except OSError as error:
    print("beside a listener:", error)
