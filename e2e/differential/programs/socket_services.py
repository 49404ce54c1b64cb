# Names of services and protocols.
import socket

for name in ("http", "https", "ssh", "smtp", "domain", "ftp", "telnet", "pop3", "echo", "nothing"):
    found = []
    for protocol in ((), ("tcp",), ("udp",)):
        try:
            found.append(socket.getservbyname(name, *protocol))
        except OSError as error:
            found.append(str(error))
    print(name, *found)
for port in (7, 22, 25, 53, 80, 443, 5432):
    print(port, socket.getservbyport(port), end="; ")
print()
for attempt in (
    lambda: socket.getservbyport(59999),
    lambda: socket.getservbyport(80, "udp"),
    lambda: socket.getservbyport(70000),
    lambda: socket.getservbyname("http", "sctp"),
    lambda: socket.getservbyname(80),
    lambda: socket.getprotobyname("nothing"),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
print([socket.getprotobyname(name) for name in ("tcp", "udp", "icmp", "ip", "ipv6")])
