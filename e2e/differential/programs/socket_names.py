# Names of hosts: localhost, numbers in odd spellings, nobody.
#| version: the codec for international names raises UnicodeEncodeError since 3.14
import socket

print(isinstance(socket.gethostname(), str), len(socket.gethostname()) > 0)
for name in ("localhost", "127.0.0.1", "127.1", "0x7f.1", "", "<broadcast>", "0", "255.255.255.255"):
    print(repr(name), socket.gethostbyname(name))
print(socket.gethostbyname_ex("localhost"), socket.gethostbyname_ex("127.0.0.1"))
print(socket.gethostbyaddr("127.0.0.1"), socket.getfqdn("127.0.0.1"))
for attempt in (
    lambda: socket.gethostbyname("nobody.invalid"),
    lambda: socket.gethostbyname("::1"),
    lambda: socket.gethostbyname(5),
    lambda: socket.gethostbyname("a b"),
    lambda: socket.gethostbyname_ex("nobody.invalid"),
    lambda: socket.gethostbyaddr("203.0.113.7"),
    lambda: socket.gethostbyname("x" * 64 + ".invalid"),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
