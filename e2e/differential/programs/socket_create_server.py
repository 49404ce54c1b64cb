# create_server: what it sets, and what it refuses.
import socket

with socket.create_server(("127.0.0.1", 9090)) as server:
    print(server.getsockname(), server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
with socket.create_server(("127.0.0.1", 9090), reuse_port=True) as server, socket.create_server(("127.0.0.1", 9090), reuse_port=True) as twin:
    print(server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), twin.getsockname())
with socket.create_server(("::1", 9090), family=socket.AF_INET6, backlog=1) as server:
    print(server.getsockname(), server.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
for attempt in (
    lambda: socket.create_server(("127.0.0.1", 9090), dualstack_ipv6=True),
    lambda: socket.create_server(("nobody.invalid", 9090)),
    lambda: socket.create_server(("127.0.0.1", "http")),
    lambda: socket.create_server(("192.0.2.1", 9090)),
    lambda: socket.create_server("127.0.0.1"),
    lambda: socket.create_server(9090),
    lambda: socket.create_server(("127.0.0.1", 9090), backlog="5"),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
