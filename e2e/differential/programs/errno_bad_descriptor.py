# EBADF and ENOTSOCK: numbers that are no descriptor, or none of a socket.
import errno
import os
import select
import socket
import sys


def attempt(what, call):
    try:
        print(what, call())
    except (OSError, ValueError) as error:
        print(what, type(error).__name__, errno.errorcode.get(getattr(error, "errno", None)), error)


sock = socket.socket()
number = sock.fileno()
sock.close()
attempt("fileno of a closed one", lambda: socket.socket(fileno=number))
attempt("fromfd", lambda: socket.fromfd(number, socket.AF_INET, socket.SOCK_STREAM))
attempt("dup", lambda: socket.dup(number))
attempt("close", lambda: socket.close(number))
attempt("os.close", lambda: os.close(number))
attempt("select", lambda: select.select([number], [], [], 0))
attempt("select of a closed socket", lambda: select.select([sock], [], [], 0))
poller = select.poll()
poller.register(number, select.POLLIN)
attempt("poll", lambda: poller.poll(0) == [(number, select.POLLNVAL)])
with open("a.txt", "w") as file:
    attempt("a file", lambda: socket.socket(fileno=file.fileno()))
attempt("a number of long ago", lambda: socket.socket(fileno=4000))
