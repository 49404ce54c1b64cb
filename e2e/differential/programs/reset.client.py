# Meets two resets: one from SO_LINGER 0, one because its bytes were left unread.
import socket

for message in (b"hello", b"more than two bytes"):
    with socket.create_connection(("127.0.0.1", 9090)) as client:
        client.sendall(message)
        try:
            print(client.recv(100))
        except OSError as error:
            print(type(error).__name__, error.errno, error)
        try:
            print(client.recv(100))
        except OSError as error:
            print(type(error).__name__, error)
