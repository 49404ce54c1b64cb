# The largest datagram, one byte more, and a datagram of zero bytes.
import socket

left = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
left.bind(("127.0.0.1", 9090))
left.settimeout(5)
right = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for size in (0, 1, 1472, 9000, 65507, 65508, 70000):
    try:
        print(size, "sent", right.sendto(b"d" * size, ("127.0.0.1", 9090)))
        print(size, "came", len(left.recv(100_000)))
    except OSError as error:
        print(size, type(error).__name__, error.errno, error)
right.connect(("127.0.0.1", 9090))
try:
    right.send(b"d" * 65508)
except OSError as error:
    print(type(error).__name__, error)
