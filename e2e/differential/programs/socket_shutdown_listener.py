# shutdown() of a listener with a client in its queue, then close().
import errno
import socket

listener = socket.create_server(("127.0.0.1", 9090))
waiting = socket.create_connection(("127.0.0.1", 9090))
waiting.settimeout(5)
listener.shutdown(socket.SHUT_RDWR)
try:
    listener.accept()
except OSError as error:
    print(errno.errorcode[error.errno], error)
listener.close()
try:
    print(waiting.recv(10))
except ConnectionResetError as error:
    print(error)
