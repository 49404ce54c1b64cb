# Sends, closes its writing half, and still hears the answer.
import socket

with socket.create_connection(("127.0.0.1", 9090)) as client:
    client.sendall(b"are you ")
    client.sendall(b"there")
    client.shutdown(socket.SHUT_WR)
    with client.makefile("rb") as answer:
        print(answer.read())
