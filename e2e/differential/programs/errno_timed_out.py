# Timeouts are no errno: TimeoutError without a number, from each call that can wait.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error.errno, error, error.args)


listener = socket.create_server(("127.0.0.1", 9090))
listener.settimeout(0.05)
attempt("accept", listener.accept)
client = socket.create_connection(("127.0.0.1", 9090), timeout=0.05)
attempt("recv", lambda: client.recv(10))
attempt("recv_into", lambda: client.recv_into(bytearray(4)))
attempt("recvfrom", lambda: client.recvfrom(4))
attempt("recvmsg", lambda: client.recvmsg(4))
attempt("readline", lambda: client.makefile("r").readline())
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.settimeout(0.05)
attempt("UDP recvfrom", lambda: datagrams.recvfrom(4))
print(socket.timeout is TimeoutError, issubclass(TimeoutError, OSError))
