# Closes with SO_LINGER 0, and then with unread bytes: both are a reset for the other end.
import socket
import struct

with socket.create_server(("127.0.0.1", 9090)) as server:
    print("listening")

    connection, _ = server.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    print(connection.recv(100))
    connection.close()

    connection, _ = server.accept()
    print(connection.recv(2))
    connection.close()
print("closed")
