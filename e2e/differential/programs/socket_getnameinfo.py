# getnameinfo: with numbers and with names.
import socket

for address, flags in (
    (("127.0.0.1", 80), 0),
    (("127.0.0.1", 80), socket.NI_NUMERICHOST),
    (("127.0.0.1", 80), socket.NI_NUMERICSERV),
    (("127.0.0.1", 59999), socket.NI_NUMERICHOST),
    (("127.0.0.1", 69), socket.NI_NUMERICHOST),
    (("127.0.0.1", 69), socket.NI_NUMERICHOST | socket.NI_DGRAM),
    (("::1", 443, 0, 0), socket.NI_NUMERICHOST),
    (("127.0.0.1", 80, 0), 0),
    (("localhost", 80), 0),
    (("127.0.0.1",), 0),
    (("127.0.0.1", "80"), 0),
    ("127.0.0.1", 0),
    (("127.0.0.1", 80), None),
):
    try:
        print(socket.getnameinfo(address, flags))
    except Exception as error:
        print(type(error).__name__, error)
