# What a new socket's options are.
import socket

OPTIONS = [
    (socket.SOL_SOCKET, "SO_TYPE"),
    (socket.SOL_SOCKET, "SO_REUSEADDR"),
    (socket.SOL_SOCKET, "SO_KEEPALIVE"),
    (socket.SOL_SOCKET, "SO_BROADCAST"),
    (socket.SOL_SOCKET, "SO_ERROR"),
    (socket.SOL_SOCKET, "SO_ACCEPTCONN"),
    (socket.IPPROTO_TCP, "TCP_NODELAY"),
]

for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    one = socket.socket(socket.AF_INET, kind)
    print(one.family.name, one.type.name, one.proto, one.gettimeout(), one.getblocking())
    for level, name in OPTIONS:
        try:
            print(name, one.getsockopt(level, getattr(socket, name)))
        except OSError as error:
            print(name, type(error).__name__, error)
    print("SO_LINGER", one.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
    print("buffers", one.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) > 1000, one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) > 1000)

server = socket.create_server(("127.0.0.1", 9090))
print("listening", server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN), server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
print("inheritable", server.get_inheritable())
