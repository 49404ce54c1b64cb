# EINPROGRESS, then EISCONN once it is there; EAGAIN from a listener, a socket and a datagram socket with nothing for us.
import errno
import select
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


listener = socket.create_server(("127.0.0.1", 9090))
listener.setblocking(False)
attempt("accept", listener.accept)
client = socket.socket()
client.setblocking(False)
attempt("connect", lambda: client.connect(("127.0.0.1", 9090)))
print("writable", select.select([], [client], [], 5)[1] == [client])
print("SO_ERROR", client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
attempt("connect again", lambda: client.connect(("127.0.0.1", 9090)))
attempt("recv", lambda: client.recv(10))
attempt("recv_into", lambda: client.recv_into(bytearray(10)))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 9091))
datagrams.setblocking(False)
attempt("recvfrom", lambda: datagrams.recvfrom(10))
