# getaddrinfo: hosts, ports and hints in every form.
#| version: the codec for international names raises UnicodeEncodeError since 3.14
import socket

STREAM = socket.SOCK_STREAM
for arguments in (
    ("127.0.0.1", 80, 0, STREAM), ("127.0.0.1", "80", 0, STREAM), (b"127.0.0.1", b"80", 0, STREAM), ("127.0.0.1", "http", 0, STREAM),
    ("127.0.0.1", "http"), ("127.0.0.1", "domain"), ("127.0.0.1", 80), ("127.0.0.1", None, 0, STREAM), ("127.1", 80, 0, STREAM),
    (None, 80, 0, STREAM), (None, 80, 0, STREAM, 0, socket.AI_PASSIVE), (None, 80, socket.AF_INET, STREAM, 0, socket.AI_PASSIVE),
    ("::1", 80, 0, STREAM), ("::1", 80, socket.AF_INET, STREAM), ("127.0.0.1", 80, socket.AF_INET6, STREAM),
    ("127.0.0.1", 80, socket.AF_INET6, STREAM, 0, socket.AI_V4MAPPED), ("127.0.0.1", 80, 0, 0, socket.IPPROTO_UDP),
    ("127.0.0.1", 80, 0, STREAM, socket.IPPROTO_UDP), ("127.0.0.1", 80, 0, 99), ("127.0.0.1", 80, 99), ("127.0.0.1", 70000, 0, STREAM),
    ("127.0.0.1", -1, 0, STREAM), ("127.0.0.1", "nothing", 0, STREAM), ("127.0.0.1", "http", 0, STREAM, 0, socket.AI_NUMERICSERV),
    ("localhost", 80, socket.AF_INET, STREAM, 0, socket.AI_NUMERICHOST), ("localhost", 80, socket.AF_INET, STREAM, 0, socket.AI_CANONNAME),
    (None, None), ("", 80, 0, STREAM), ("nobody.invalid", 80), ("a b", 80), (5, 80), ("127.0.0.1", 1.5), ("127.0.0.1", 80, "inet"), ("x" * 70, 80),
    ("127.0.0.1", "", 0, STREAM), (None, 80, 0, STREAM, 0, socket.AI_CANONNAME), ("127.0.0.1", 80, 0, STREAM, 0, 1 << 14),
):
    try:
        print(arguments, [(found[0].name, found[1].name, *found[2:]) for found in socket.getaddrinfo(*arguments)])
    except Exception as error:
        print(arguments, type(error).__name__, error)
