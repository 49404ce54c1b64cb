# An IPv6 address for an IPv4 socket, and the other way round.
import socket

for family, host in ((socket.AF_INET, "::1"), (socket.AF_INET6, "127.0.0.1")):
    try:
        socket.socket(family).connect((host, 9090))
    except OSError as error:
        print(type(error).__name__, error)
socket.socket(socket.AF_INET).bind(("::1", 9090))
