# The client program ends without closing anything: the kernel does it.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        while data := connection.recv(1024):
            print(data)
    print("end of stream")
    connection, _ = server.accept()
    with connection:
        print(connection.recv(10))
        try:
            print(connection.recv(10))
        except OSError as error:
            print(type(error).__name__, error)
