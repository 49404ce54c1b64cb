# EMFILE: as many sockets as a program may have, and one more; and one again when another is closed.
import errno
import socket

try:
    import resource

    # In the browser the relay's own limit stands.
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
except ImportError:
    pass
sockets = []
try:
    while True:
        sockets.append(socket.socket())
except OSError as error:
    print(errno.errorcode[error.errno], error, len(sockets) > 200)
try:
    socket.socketpair()
except OSError as error:
    print(errno.errorcode[error.errno], error)
try:
    sockets[0].dup()
except OSError as error:
    print(errno.errorcode[error.errno], error)
sockets.pop().close()
sockets.append(socket.socket())
print("one again")
listener = sockets[0]
listener.bind(("127.0.0.1", 9090))
listener.listen()
client = sockets[1]
client.connect(("127.0.0.1", 9090))
try:
    listener.accept()
except OSError as error:
    print("accept:", errno.errorcode[error.errno], error)
sockets.pop().close()
connection, _ = listener.accept()
client.sendall(b"still there")
print(connection.recv(100))
