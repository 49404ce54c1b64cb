# ENOTCONN: what needs a peer, without one.
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


for what, sock in (("TCP", socket.socket()), ("UDP", socket.socket(type=socket.SOCK_DGRAM))):
    sock.setblocking(False)
    attempt(f"{what} getpeername", sock.getpeername)
    attempt(f"{what} recv", lambda: sock.recv(10))
    attempt(f"{what} recvfrom", lambda: sock.recvfrom(10))
    attempt(f"{what} send", lambda: sock.send(b"x"))
    attempt(f"{what} shutdown", lambda: sock.shutdown(socket.SHUT_RDWR))
