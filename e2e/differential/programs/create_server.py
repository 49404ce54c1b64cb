# The two helpers of the socket module, with their options and their failures.
import socket

with socket.create_server(("127.0.0.1", 9090), backlog=3, reuse_port=False) as server:
    print(server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), server.family.name, server.type.name)
    with socket.create_connection(("localhost", 9090), timeout=3) as client:
        print(client.gettimeout(), client.family.name)
        connection, address = server.accept()
        with connection:
            print(address[0], address == client.getsockname())
            connection.sendall(b"welcome")
            print(client.recv(100))
        print(connection.fileno(), client.recv(100))
    print(client.fileno())
print(server.fileno())

source = ("127.0.0.1", 9091)
with socket.create_server(("", 9090)) as server:
    with socket.create_connection(("127.0.0.1", 9090), source_address=source) as client:
        print(server.accept()[1] == source)

try:
    socket.create_connection(("127.0.0.1", 9090), all_errors=True)
except ExceptionGroup as group:
    print(group, [str(error) for error in group.exceptions])
try:
    socket.create_server(("no-such-host.invalid", 9090))
except OSError as error:
    print(type(error).__name__)
try:
    socket.create_server(("127.0.0.1", 9090), family=socket.AF_INET, dualstack_ipv6=True)
except ValueError as error:
    print(error)
