# An uncaught exception: the traceback names the program's own lines.
import socket


def connect(port):
    client = socket.socket()
    client.connect(("127.0.0.1", port))
    return client


print("before")
connect(9090)
print("never")
