"""Addresses and names: inet_pton and its kin, getaddrinfo, getnameinfo. Name lookup itself is the relay's."""

import _echoroom_kernel as kernel
import _echoroom_linux as linux

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_NUMERICSERV = 1, 2, 4, 0x400
NI_NUMERICHOST, NI_NUMERICSERV, NI_NAMEREQD, NI_DGRAM = 1, 2, 8, 16

# gai_strerror(3), glibc
LOOKUP_ERRORS = {
    -1: "Bad value for ai_flags", -2: "Name or service not known", -3: "Temporary failure in name resolution",
    -4: "Non-recoverable failure in name resolution", -5: "No address associated with hostname",
    -6: "ai_family not supported", -7: "ai_socktype not supported", -8: "Servname not supported for ai_socktype",
    -9: "Address family for hostname not supported",
}

# services(5): the ones a lesson may name.
SERVICES = {
    "echo": 7, "discard": 9, "daytime": 13, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "time": 37, "domain": 53,
    "http": 80, "pop3": 110, "ntp": 123, "imap2": 143, "snmp": 161, "https": 443, "submission": 587, "imaps": 993,
    "pop3s": 995, "ms-sql-s": 1433, "mysql": 3306, "postgresql": 5432, "http-alt": 8080,
}
DATAGRAM_SERVICES = {"echo", "discard", "daytime", "time", "domain", "ntp", "snmp"}

TYPES = ((SOCK_STREAM, 6), (SOCK_DGRAM, 17), (SOCK_RAW, 0))


class herror(OSError):
    """A failed gethostbyaddr()."""

    __module__ = "socket"


class gaierror(OSError):
    """A failed lookup."""

    __module__ = "socket"


def lookup_error(number):
    return gaierror(number, LOOKUP_ERRORS.get(number, f"Unknown error {number}"))


def inet_pton(family, text):
    """Packs a numeric address."""
    if family == AF_INET:
        parts = text.split(".")
        if len(parts) == 4 and all(p.isascii() and p.isdigit() and len(p) <= 3 and int(p) < 256 for p in parts):
            return bytes(map(int, parts))
    elif family == AF_INET6:
        packed = _pack6(text)
        if packed is not None:
            return packed
    else:
        raise linux.error(97)
    raise OSError("illegal IP address string passed to inet_pton")


def inet_ntop(family, packed):
    """The numeric address that bytes stand for."""
    if family == AF_INET:
        if len(packed) != 4:
            raise ValueError("invalid length of packed IP address string")
        return ".".join(map(str, packed))
    if family == AF_INET6:
        if len(packed) != 16:
            raise ValueError("invalid length of packed IP address string")
        import ipaddress

        return str(ipaddress.IPv6Address(bytes(packed)))
    raise ValueError(f"unknown address family {family}")


def inet_aton(text):
    """Packs an IPv4 address in any of inet_aton(3)'s forms: a.b.c.d, a.b.c, a.b, a; decimal, octal or hexadecimal."""
    try:
        numbers = [_number(part) for part in text.split(".")]
    except ValueError:
        numbers = []
    *head, last = numbers or [None]
    if last is None or len(numbers) > 4 or any(n > 255 for n in head) or last >= 256 ** (4 - len(head)):
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(head) + last.to_bytes(4 - len(head), "big")


def inet_ntoa(packed):
    if len(packed) != 4:
        raise OSError("packed IP wrong length")
    return ".".join(map(str, packed))


def numeric(host, family):
    """The address, normalised, if `host` is one and of this family (0: any)."""
    if family in (AF_UNSPEC, AF_INET):
        try:
            return inet_ntoa(inet_aton(host)), AF_INET
        except OSError:
            pass
    if family in (AF_UNSPEC, AF_INET6):
        packed = _pack6(host.partition("%")[0])
        if packed is not None:
            return inet_ntop(AF_INET6, packed), AF_INET6
    return None


def resolve(host, family):
    """A list of (address, family): the host's own if numeric, else what the relay's resolver says."""
    found = numeric(host, family)
    if found:
        return [found]
    if numeric(host, AF_UNSPEC):
        raise lookup_error(-9)
    if not host or len(host) > 253 or any(c.isspace() for c in host):
        raise lookup_error(-2)
    answer = kernel.result(kernel.call.resolve(host, family))
    if isinstance(answer, int):
        raise lookup_error(answer + 10_000 if answer <= -10_000 else -2)
    return [(ip, AF_INET6 if ":" in ip else AF_INET) for ip in answer]


def one(host, family):
    """The address that bind(), connect() or sendto() means by `host`."""
    host = _text(host)
    if host == "":
        return "0.0.0.0" if family == AF_INET else "::"
    if host == "<broadcast>":
        return "255.255.255.255"
    found = resolve(host, family)
    if not found:
        raise lookup_error(-2)
    return found[0][0]


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """getaddrinfo(3): a list of (family, type, proto, canonname, sockaddr)."""
    if family not in (AF_UNSPEC, AF_INET, AF_INET6):
        raise lookup_error(-6)
    kinds = [(t, p) for t, p in TYPES if type in (0, t) and (proto in (0, p) or t == type == SOCK_RAW)]
    if not kinds:
        raise lookup_error(-7)
    number = _port(port, type, flags)
    if host is None and port is None:
        raise lookup_error(-2)
    name = "" if host is None else _text(host)
    if host is None or name == "":
        addresses = _own(family, flags) if host is None else resolve("localhost", family)
    elif flags & AI_NUMERICHOST and not numeric(name, family):
        raise lookup_error(-2)
    else:
        addresses = resolve(name, family)
    canon = name if flags & AI_CANONNAME else ""
    found = []
    for ip, fam in addresses:
        for kind, protocol in kinds:
            where = (ip, number) if fam == AF_INET else (ip, number, 0, 0)
            found.append((fam, kind, proto or protocol, canon, where))
            canon = ""
    return found


def getnameinfo(address, flags):
    """getnameinfo(3) without reverse lookup: numbers stay numbers, but for loopback and known services."""
    host, port = address[:2]
    if numeric(host, 0) is None:
        raise lookup_error(-2)
    if host in ("127.0.0.1", "::1") and not flags & NI_NUMERICHOST:
        host = "localhost"
    elif flags & NI_NAMEREQD and not flags & NI_NUMERICHOST:
        raise lookup_error(-2)
    names = {number: name for name, number in SERVICES.items()}
    service = str(port) if flags & NI_NUMERICSERV else names.get(port, str(port))
    return host, service


def gethostbyname(host):
    return one(host, AF_INET)


def gethostbyname_ex(host):
    return host, [], [ip for ip, _ in resolve(host, AF_INET)]


def gethostbyaddr(host):
    ip = one(host, AF_UNSPEC)
    if ip in ("127.0.0.1", "::1"):
        return "localhost", [], [ip]
    raise herror(1, "Unknown host")


def gethostname():
    welcome = kernel.call.welcome()
    return welcome.split(" ")[0] if welcome else "localhost"


def getservbyname(name, protocol=None):
    if name in SERVICES and (protocol != "udp" or name in DATAGRAM_SERVICES):
        return SERVICES[name]
    raise OSError("service/proto not found")


def getservbyport(port, protocol=None):
    for name, number in SERVICES.items():
        if number == port and (protocol != "udp" or name in DATAGRAM_SERVICES):
            return name
    raise OSError("port/proto not found")


def getprotobyname(name):
    try:
        return {"ip": 0, "icmp": 1, "tcp": 6, "udp": 17, "ipv6": 41}[name]
    except KeyError:
        raise OSError("protocol not found") from None


def _own(family, flags):
    any4, any6 = ("0.0.0.0", "::") if flags & AI_PASSIVE else ("127.0.0.1", "::1")
    both = [(any4, AF_INET), (any6, AF_INET6)] if flags & AI_PASSIVE else [(any6, AF_INET6), (any4, AF_INET)]
    return [(ip, fam) for ip, fam in both if family in (AF_UNSPEC, fam)]


def _port(port, kind, flags):
    if port is None:
        return 0
    if isinstance(port, int):
        return port & 0xFFFF
    if isinstance(port, (bytes, bytearray)):
        port = bytes(port).decode("ascii", "replace")
    if not isinstance(port, str):
        raise OSError("Int or String expected")
    if port.isascii() and port.isdigit():
        return int(port) & 0xFFFF
    if flags & AI_NUMERICSERV or port not in SERVICES:
        raise lookup_error(-2 if flags & AI_NUMERICSERV else -8)
    return SERVICES[port]


def _text(host):
    if isinstance(host, (bytes, bytearray)):
        return bytes(host).decode("ascii")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _number(part):
    if not part or not part.isascii() or not part[0].isdigit():
        raise ValueError(part)
    if part[:2].lower() == "0x":
        return int(part[2:], 16)
    return int(part, 8) if part[0] == "0" and len(part) > 1 else int(part)


def _pack6(text):
    import ipaddress

    try:
        return ipaddress.IPv6Address(text).packed
    except ValueError:
        return None
