# Nobody listens: the error, its number, its text, its class.
import errno
import socket

for function in ("connect", "create_connection"):
    try:
        if function == "connect":
            socket.socket().connect(("127.0.0.1", 9090))
        else:
            socket.create_connection(("127.0.0.1", 9090))
    except OSError as error:
        print(type(error).__name__, error.errno, errno.errorcode[error.errno], error.strerror)
        print(error, error.args)

print(socket.socket().connect_ex(("127.0.0.1", 9090)))
