# with: closed at the end, also after an exception; what __exit__ leaves.
import contextlib
import socket

try:
    with socket.create_server(("127.0.0.1", 9090)) as listener, socket.create_connection(("127.0.0.1", 9090)) as client:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"x")
            raise RuntimeError("in the middle")
except RuntimeError as error:
    print(error, listener.fileno(), client.fileno(), connection.fileno())
with socket.create_server(("127.0.0.1", 9090)) as listener:
    print("the port is free again")
with contextlib.closing(socket.socket()) as sock:
    pass
print(sock.fileno(), sock._closed)
with contextlib.suppress(OSError):
    sock.bind(("127.0.0.1", 9090))
    print("never")
with contextlib.ExitStack() as stack:
    socks = [stack.enter_context(socket.socket()) for _ in range(3)]
print([sock.fileno() for sock in socks])
