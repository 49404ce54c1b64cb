# ENODEV, ENXIO and ENOENT: interfaces and files that there aren't.
#| version: if_nametoindex() tells the errno since 3.12
import errno
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, errno.errorcode[error.errno], error)


attempt("name", lambda: socket.if_nametoindex("nope0"))
attempt("index", lambda: socket.if_indextoname(4_000_000))
attempt("file", lambda: open("missing.txt"))
attempt("folder", lambda: open("missing/file.txt", "w"))
attempt("remove", lambda: __import__("os").remove("missing.txt"))
attempt("a folder as a file", lambda: open("."))
print(socket.if_nametoindex("lo"), socket.if_indextoname(1), socket.if_nameindex()[0])
