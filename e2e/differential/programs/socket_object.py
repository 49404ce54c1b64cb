# Sockets as objects: pickled, copied, compared, hashed, in sets, with attributes of one's own.
#| version: 3.13 says that the object has no __dict__
import copy
import json
import pickle
import socket

sock = socket.socket()
for attempt in (
    lambda: pickle.dumps(sock), lambda: copy.copy(sock), lambda: copy.deepcopy(sock), lambda: json.dumps(sock), lambda: len(sock),
    lambda: sock[0], lambda: sock(), lambda: sock < sock, lambda: setattr(sock, "name", "x"), lambda: setattr(sock, "family", 5), lambda: iter(sock),
    lambda: int(sock), lambda: bytes(sock),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
print(sock == sock, sock == socket.socket(), len({sock, sock}), bool(sock))


class Named(socket.socket):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def send(self, data, *rest):
        return super().send(self.name.encode() + data, *rest)


listener = socket.create_server(("127.0.0.1", 9090))
mine = Named("me: ")
mine.connect(("127.0.0.1", 9090))
print(mine.send(b"hello"), listener.accept()[0].recv(100), mine.name)
