# Echoes lines until the client leaves.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        while data := connection.recv(1024):
            print("got", data.decode())
            connection.sendall(data[::-1])
