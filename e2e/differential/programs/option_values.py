# Options that were set are what one reads back, as Linux stores them.
import socket
import struct

one = socket.socket()


def change(level, name, value):
    number = getattr(socket, name)
    try:
        one.setsockopt(level, number, value)
        print(name, value, "->", one.getsockopt(level, number))
    except OSError as error:
        print(name, value, type(error).__name__, error)


change(socket.SOL_SOCKET, "SO_REUSEADDR", 1)
change(socket.SOL_SOCKET, "SO_REUSEADDR", 7)
change(socket.SOL_SOCKET, "SO_REUSEADDR", 0)
change(socket.SOL_SOCKET, "SO_KEEPALIVE", True)
change(socket.IPPROTO_TCP, "TCP_NODELAY", 1)
change(socket.IPPROTO_TCP, "TCP_NODELAY", 0)
change(socket.SOL_SOCKET, "SO_RCVBUF", 10000)
change(socket.SOL_SOCKET, "SO_SNDBUF", 15000)
change(socket.SOL_SOCKET, "SO_RCVBUF", 1)
change(socket.SOL_SOCKET, "SO_ERROR", 1)
change(socket.SOL_SOCKET, "SO_TYPE", 1)

for pair in ((0, 3), (1, 0), (1, 5)):
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", *pair))
    print("SO_LINGER", pair, struct.unpack("ii", one.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, struct.pack("i", 1))
print(struct.unpack("i", one.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 4)))
try:
    one.setsockopt(socket.SOL_SOCKET, 4242, 1)
except OSError as error:
    print(type(error).__name__, error)
try:
    one.getsockopt(socket.SOL_SOCKET, 4242)
except OSError as error:
    print(type(error).__name__, error)
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
print(datagrams.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST))
print(socket.SOL_SOCKET, socket.SO_REUSEADDR, socket.SO_LINGER, socket.SO_RCVBUF, socket.TCP_NODELAY, socket.IPPROTO_TCP)
