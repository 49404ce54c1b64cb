# Everything that can be asked of a closed socket.
import socket

left, right = socket.socketpair()
left.close()
left.close()
print(left.fileno(), left)
for name, arguments in (
    ("recv", (10,)), ("send", (b"x",)), ("getsockname", ()), ("getpeername", ()), ("shutdown", (socket.SHUT_RDWR,)),
    ("settimeout", (1,)), ("setblocking", (True,)), ("setsockopt", (socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)),
    ("getsockopt", (socket.SOL_SOCKET, socket.SO_REUSEADDR)), ("listen", ()), ("accept", ()), ("dup", ()),
    ("recv_into", (bytearray(4),)), ("recvfrom", (4,)), ("gettimeout", ()), ("makefile", ()),
):
    try:
        print(name, getattr(left, name)(*arguments))
    except OSError as error:
        print(name, type(error).__name__, error.errno, error)
right.recv(10)
left.recv(10)
