# Misspelt methods: Python offers the right one.
import socket

sock = socket.socket()
for name in ("conect", "lissen", "recieve", "sendal", "colse", "setTimeout"):
    try:
        getattr(sock, name)
    except AttributeError as error:
        print(error)
sock.conect(("127.0.0.1", 9090))
