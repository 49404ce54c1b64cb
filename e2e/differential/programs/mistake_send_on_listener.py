# The listener takes part in no conversation.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, address = listener.accept()
for call in (lambda: listener.recv(10), lambda: listener.getpeername(), lambda: listener.shutdown(socket.SHUT_WR)):
    try:
        call()
    except OSError as error:
        print(type(error).__name__, error)
listener.sendall(b"hello")
