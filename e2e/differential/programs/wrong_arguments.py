# Mistakes in arguments that learners make.
import socket


def attempt(what, call):
    try:
        print(what, call())
    except Exception as error:
        print(what, type(error).__name__, error)


one = socket.socket()
attempt("two arguments:", lambda: one.bind("127.0.0.1", 9090))
attempt("port as text:", lambda: one.bind(("127.0.0.1", "9090")))
attempt("port too large:", lambda: one.bind(("127.0.0.1", 65536)))
attempt("negative port:", lambda: one.connect(("127.0.0.1", -1)))
attempt("no port:", lambda: one.connect(("127.0.0.1",)))
attempt("only a port:", lambda: one.connect(9090))
attempt("a list:", lambda: one.bind(["127.0.0.1", 9090]))
attempt("no host:", lambda: one.connect((None, 9090)))
attempt("host as number:", lambda: one.bind((127, 9090)))
attempt("recv without size:", lambda: one.recv())
attempt("UDP without address:", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x"))
attempt("UDP text:", lambda: socket.socket(type=socket.SOCK_DGRAM).sendto("x", ("127.0.0.1", 9090)))
attempt("create_connection:", lambda: socket.create_connection("127.0.0.1"))
attempt("option:", lambda: one.setsockopt(socket.SOL_SOCKET))
attempt("unknown attribute:", lambda: one.receive(10))
attempt("unknown function:", lambda: socket.connect(("127.0.0.1", 9090)))
attempt("family as text:", lambda: socket.socket("AF_INET"))
attempt("listen with text:", lambda: one.listen("5"))
