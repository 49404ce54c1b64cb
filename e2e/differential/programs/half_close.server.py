# Reads until the client's half close, then answers on the half that is still open.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        question = b""
        while piece := connection.recv(1024):
            question += piece
        print("asked:", question.decode())
        connection.sendall(question.upper())
        connection.sendall(b"!" * 3)
