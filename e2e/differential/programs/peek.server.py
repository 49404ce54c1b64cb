# Looks at bytes without taking them.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        print(connection.recv(3, socket.MSG_PEEK))
        print(connection.recv(100, socket.MSG_PEEK))
        space = bytearray(5)
        print(connection.recv_into(space, 5, socket.MSG_PEEK), space)
        print(connection.recv(6))
        print(connection.recv(100, socket.MSG_PEEK))
        print(connection.recv(100))
        connection.sendall(b"seen")
        print(connection.recv(100, socket.MSG_PEEK), connection.recv(100))
