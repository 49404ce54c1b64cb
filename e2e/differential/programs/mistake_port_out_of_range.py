# A port past 65535, in each call that takes one.
import socket

for call in (
    lambda: socket.socket().bind(("127.0.0.1", 90900)),
    lambda: socket.socket().connect_ex(("127.0.0.1", 90900)),
    lambda: socket.create_connection(("127.0.0.1", 90900), timeout=1),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", -5)),
    lambda: socket.create_server(("127.0.0.1", 70000)),
    lambda: socket.socket().bind(("127.0.0.1", 90.5)),
    lambda: socket.socket().bind(("127.0.0.1", None)),
    lambda: socket.socket().bind(("127.0.0.1", 10**30)),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
socket.socket().connect(("127.0.0.1", 90900))
