# An address as in a browser's address bar is no host name.
import socket

for host in ("http://127.0.0.1", "127.0.0.1:9090", "127.0.0.1 ", " 127.0.0.1"):
    try:
        print(repr(host), socket.getaddrinfo(host, 9090, socket.AF_INET, socket.SOCK_STREAM)[0][4])
    except OSError as error:
        print(repr(host), type(error).__name__, error)
