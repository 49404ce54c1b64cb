# Names that nobody has, through every function that takes one.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except OSError as error:
        print(what, type(error).__name__, error.errno, error.args)


attempt("getaddrinfo:", lambda: socket.getaddrinfo("name.invalid", 80))
attempt("gethostbyname:", lambda: socket.gethostbyname("name.invalid"))
attempt("connect:", lambda: socket.socket().connect(("name.invalid", 80)))
attempt("bind:", lambda: socket.socket().bind(("name.invalid", 9090)))
attempt("create_connection:", lambda: socket.create_connection(("name.invalid", 80)))
attempt("sendto:", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("name.invalid", 9)))
attempt("four numbers too many:", lambda: socket.socket().connect(("300.1.2.3", 80)))
print(issubclass(socket.gaierror, OSError), socket.EAI_NONAME, socket.EAI_AGAIN)
