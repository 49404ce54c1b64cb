# inet_aton, inet_ntoa, inet_pton, inet_ntop in all spellings.
#| version: inet_aton()'s argument is checked in new words since 3.13
import socket

for text in ("127.0.0.1", "127.1", "0x7f000001", "017700000001", "1.2.3", "256.1.1.1", "1.2.3.4.5", "", "a.b.c.d", "1.2.3.4 x", "-1", "1_0.0.0.1"):
    try:
        print(repr(text), socket.inet_aton(text))
    except OSError as error:
        print(repr(text), error)
for family, text in (
    (socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "127.1"), (socket.AF_INET, "01.2.3.4"), (socket.AF_INET, "1.2.3.4 "),
    (socket.AF_INET6, "::1"), (socket.AF_INET6, "2001:DB8::1"), (socket.AF_INET6, "::ffff:1.2.3.4"), (socket.AF_INET6, "::1%lo"),
    (socket.AF_INET6, "1::2::3"), (socket.AF_INET6, ":1"), (socket.AF_INET6, "127.0.0.1"),
):
    try:
        print(text, socket.inet_pton(family, text))
    except OSError as error:
        print(repr(text), error)
for packed in (b"\x7f\0\0\1", bytes(16), bytes(15) + b"\1", b"\x20\1\x0d\xb8" + bytes(11) + b"\1", bytes(10) + b"\xff\xff\1\2\3\4", bytes(12) + b"\1\2\3\4", b"\0\1\0\0" * 4, b"\1"):
    try:
        print(socket.inet_ntop(socket.AF_INET if len(packed) < 16 else socket.AF_INET6, packed))
    except ValueError as error:
        print(error)
for attempt in (lambda: socket.inet_ntoa(b"123"), lambda: socket.inet_ntoa("1234"), lambda: socket.inet_aton(5), lambda: socket.inet_ntop(99, b"1")):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
