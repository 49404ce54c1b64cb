# Urgent data: asking for it where there is none.
import errno
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 9090))
for what, sock in (("TCP", client), ("UDP", datagrams)):
    try:
        sock.recv(1, socket.MSG_OOB | socket.MSG_DONTWAIT)
    except OSError as error:
        print(what, errno.errorcode[error.errno], error)
