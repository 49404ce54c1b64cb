# SO_LINGER of zero seconds: close() resets the connection even with nothing unread.
import errno
import socket
import struct

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = listener.accept()
connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
print(struct.unpack("ii", connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
connection.close()
client.settimeout(5)
try:
    print(client.recv(10))
except OSError as error:
    print(type(error).__name__, errno.errorcode[error.errno], error)
print("SO_ERROR", client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
