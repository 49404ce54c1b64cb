# A function that forgets to return its socket.
import socket


def connect():
    sock = socket.create_server(("127.0.0.1", 9090))


server = connect()
server.accept()
