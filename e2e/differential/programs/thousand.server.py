#| deadline: 90
# One thousand connections, one after another.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    total = 0
    for number in range(1000):
        connection, address = server.accept()
        with connection:
            total += int(connection.recv(100))
            connection.sendall(b"%d" % total)
    print("connections", number + 1, "total", total)
