# Ports below 1024 belong to the system.
import socket

for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    for port in (80, 1, 1023):
        try:
            socket.socket(socket.AF_INET, kind).bind(("127.0.0.1", port))
            print(port, "bound")
        except OSError as error:
            print(port, type(error).__name__, error.errno, error)
