# A function without return is sent.
import socket


def greeting():
    "hello".encode()


listener = socket.create_server(("127.0.0.1", 9090))
sock = socket.create_connection(("127.0.0.1", 9090))
sock.sendall(greeting())
