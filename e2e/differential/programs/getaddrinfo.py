# The shapes that getaddrinfo returns for numbers, names, flags and services.
import socket


def show(*arguments, **options):
    try:
        for family, kind, protocol, name, address in socket.getaddrinfo(*arguments, **options):
            print(family.name, kind.name, protocol, repr(name), address)
    except OSError as error:
        print(type(error).__name__, error.args)


show("127.0.0.1", 9090)
show("127.0.0.1", 9090, type=socket.SOCK_STREAM)
show("127.0.0.1", 9090, socket.AF_INET, socket.SOCK_DGRAM)
show("127.0.0.1", "9090", proto=socket.IPPROTO_TCP)
show("127.0.0.1", None, type=socket.SOCK_STREAM)
show(None, 9090, family=socket.AF_INET, type=socket.SOCK_STREAM)
show(None, 9090, family=socket.AF_INET, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
show("localhost", 9090, family=socket.AF_INET, type=socket.SOCK_STREAM)
show("::1", 9090, type=socket.SOCK_STREAM)
show("127.0.0.1", "http", type=socket.SOCK_STREAM)
show("127.0.0.1", "no-such-service", type=socket.SOCK_STREAM)
show("::1", 9090, family=socket.AF_INET)
show("localhost", 9090, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
show(None, None)
print(socket.gethostbyname("localhost"), socket.gethostbyname("127.0.0.1"), socket.gethostbyname(""))
