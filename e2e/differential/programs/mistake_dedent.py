# Back to a depth that was never there.
import socket


def serve():
        sock = socket.socket()
    sock.bind(("127.0.0.1", 9090))
