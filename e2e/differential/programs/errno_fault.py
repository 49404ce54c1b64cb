# EFAULT: an option without a value.
import errno
import socket

sock = socket.socket()
try:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, None, 4)
except OSError as error:
    print(type(error).__name__, errno.errorcode[error.errno], error)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, None, 4)
