# A descriptor that another socket object has closed; what IPv6 addresses and ancillary data refuse.

import socket


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


first = socket.socket()
second = socket.socket(fileno=first.fileno())
first.close()
show(lambda: second.setblocking(False))
show(lambda: second.settimeout(1))
second.detach()

with socket.socket(socket.AF_INET6) as six:
    show(lambda: six.bind(("::1", 0, 1 << 20)))
    show(lambda: six.bind(("::1", 0, -1)))
show(lambda: socket.getnameinfo(("::1", 80, 1 << 20), 0))
for address in "fe80::1", "febf::1", "ff02::1", "ff01::1", "::1":
    show(lambda: socket.getnameinfo((address, 80, 0, 1), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))

longest = 0x7FFFFFFF - socket.CMSG_LEN(0)
show(lambda: socket.CMSG_LEN(longest))
show(lambda: socket.CMSG_LEN(longest + 1))
show(lambda: socket.CMSG_SPACE(longest))
show(lambda: socket.getaddrinfo("127.0.0.1", "\ud800"))
