# The functions of the module that need no network.
#| version: htons() converts its argument as other functions do since 3.14
import socket

print(socket.htons(80), socket.ntohs(socket.htons(9090)), socket.htonl(1), socket.ntohl(socket.htonl(7)))
print(socket.inet_aton("127.0.0.1"), socket.inet_ntoa(b"\x0a\x00\x00\x01"))
print(socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_ntop(socket.AF_INET6, bytes(15) + b"\x01"))
print(socket.inet_aton("127.1"), socket.inet_aton("0x7f.1"))


def attempt(call, *arguments):
    try:
        print(call.__name__, call(*arguments))
    except Exception as error:
        print(call.__name__, type(error).__name__, error)


attempt(socket.inet_aton, "300.0.0.1")
attempt(socket.inet_pton, socket.AF_INET, "127.1")
attempt(socket.inet_pton, socket.AF_INET, "::1")
attempt(socket.htons, 70000)
attempt(socket.htons, -1)
attempt(socket.getservbyname, "http")
attempt(socket.getservbyname, "http", "tcp")
attempt(socket.getservbyname, "no-such-service")
attempt(socket.getservbyport, 22)
attempt(socket.getservbyport, 443, "tcp")
attempt(socket.gethostbyname_ex, "127.0.0.1")
attempt(socket.getnameinfo, ("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
print(type(socket.gethostname()).__name__, len(socket.gethostname()) > 0)
