"""Addresses and names: inet_pton and its kin, getaddrinfo, getnameinfo. Name lookup itself is the relay's."""

import operator
import os

import _echoroom_arguments as arguments
import _echoroom_kernel as kernel
import _echoroom_linux as linux
import _echoroom_services as services

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_V4MAPPED, AI_NUMERICSERV = 1, 2, 4, 8, 0x400
# Those above, AI_ALL, AI_ADDRCONFIG and glibc's five for international names.
AI_KNOWN = 0x7FF
NI_NUMERICHOST, NI_NUMERICSERV, NI_NAMEREQD, NI_DGRAM = 1, 2, 8, 16

# gai_strerror(3), glibc
LOOKUP_ERRORS = {
    -1: "Bad value for ai_flags", -2: "Name or service not known", -3: "Temporary failure in name resolution",
    -4: "Non-recoverable failure in name resolution", -5: "No address associated with hostname",
    -6: "ai_family not supported", -7: "ai_socktype not supported", -8: "Servname not supported for ai_socktype",
    -9: "Address family for hostname not supported",
}

TYPES = ((SOCK_STREAM, 6), (SOCK_DGRAM, 17), (SOCK_RAW, 0))


class herror(OSError):
    """A failed gethostbyaddr()."""

    __module__ = "socket"


class gaierror(OSError):
    """A failed lookup."""

    __module__ = "socket"


def lookup_error(number):
    return gaierror(number, LOOKUP_ERRORS.get(number, f"Unknown error {number}"))


def inet_pton(family, text, /):
    """Packs a numeric address."""
    family = arguments.c_int(family)
    text = arguments.text("inet_pton", 2, text)
    if family == AF_INET:
        parts = text.split(".")
        if len(parts) == 4 and all(map(_is_octet, parts)):
            return bytes(map(int, parts))
    elif family == AF_INET6:
        packed = _pack6(text)
        if packed is not None and "%" not in text:
            return packed
    else:
        raise linux.error(97)
    raise OSError("illegal IP address string passed to inet_pton")


def inet_ntop(family, packed, /):
    """The numeric address that bytes stand for."""
    family = arguments.c_int(family)
    packed = bytes(arguments.octets(packed))
    if family not in (AF_INET, AF_INET6):
        raise ValueError(f"unknown address family {family}")
    if len(packed) != (4 if family == AF_INET else 16):
        raise ValueError("invalid length of packed IP address string")
    return _dotted(packed) if family == AF_INET else _spelled6(packed)


def inet_aton(text, /):
    """Packs an IPv4 address in any of inet_aton(3)'s forms: a.b.c.d, a.b.c, a.b, a; decimal, octal or hexadecimal."""
    if not isinstance(text, str):
        raise TypeError(f"inet_aton() argument must be str, not {type(text).__name__}")
    packed = _pack4(text.split(None, 1)[0] if text[:1].strip() else "")
    if packed is None:
        raise OSError("illegal IP address string passed to inet_aton")
    return packed


def inet_ntoa(packed, /):
    packed = bytes(arguments.octets(packed))
    if len(packed) != 4:
        raise OSError("packed IP wrong length for inet_ntoa")
    return _dotted(packed)


def numeric(host, family):
    """The address, normalised, if `host` is one and of this family (0: any)."""
    if family in (AF_UNSPEC, AF_INET):
        packed = _pack4(host)
        if packed is not None:
            return _dotted(packed), AF_INET
    if family in (AF_UNSPEC, AF_INET6):
        ip, percent, zone = host.partition("%")
        packed = _pack6(ip)
        if packed is not None and (not percent or _scope(zone)):
            return _spelled6(packed), AF_INET6
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
    if host == "":
        return "0.0.0.0" if family == AF_INET else "::"
    if host == "<broadcast>":
        if family == AF_INET6:
            raise OSError("address family mismatched")
        return "255.255.255.255"
    found = resolve(host, family)
    if not found:
        raise lookup_error(-2)
    return found[0][0]


def spoken(host, refusal):
    """A host as CPython's functions take it: a text (in IDNA's spelling) or bytes. `refusal` begins TypeError's text."""
    if isinstance(host, str):
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    elif isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("latin-1")
    else:
        raise TypeError(f"{refusal}, not {type(host).__name__}")
    if "\0" in host:
        raise TypeError("host name must not contain null character")
    return host


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """getaddrinfo(3): a list of (family, type, proto, canonname, sockaddr)."""
    family, type, proto, flags = map(arguments.c_int, (family, type, proto, flags))
    name = _looked_up(host)
    service = _service(port)
    if flags & ~AI_KNOWN or flags & AI_CANONNAME and name is None:
        raise lookup_error(-1)
    if family not in (AF_UNSPEC, AF_INET, AF_INET6):
        raise lookup_error(-6)
    if name is None and service is None:
        raise lookup_error(-2)
    kinds = [(t, p) for t, p in TYPES if type in (0, t) and (proto in (0, p) or t == type == SOCK_RAW)]
    if not kinds:
        raise lookup_error(-7 if type else -8)
    kinds = _with_ports(service, kinds, flags)
    scope = _scope(name.partition("%")[2]) if name and "%" in name else 0
    canon = name if flags & AI_CANONNAME else ""
    found = []
    for ip, fam in _addresses(name, family, flags):
        for kind, protocol, number in kinds:
            where = (ip, number) if fam == AF_INET else (ip, number, 0, scope)
            found.append((fam, kind, proto or protocol, canon, where))
            canon = ""
    return found


def getnameinfo(*given):
    """getnameinfo(3): the names of readers and of loopback; other addresses stay numbers."""
    if len(given) != 2:
        raise arguments.wrong_number("getnameinfo", 2, 2, len(given))
    address, flags = given[0], arguments.c_int(given[1])
    if not isinstance(address, tuple):
        raise TypeError("getnameinfo() argument 1 must be a tuple")
    if not 2 <= len(address) <= 4:
        raise TypeError("getnameinfo(): illegal sockaddr argument")
    host, port = arguments.text("getnameinfo", 1, address[0]), arguments.c_int(address[1])
    zone = in_ipv6("getnameinfo", address)
    if port < 0:
        raise lookup_error(-8)
    found = numeric(host, AF_UNSPEC)
    if found is None:
        raise lookup_error(-2)
    ip, family = found
    if family == AF_INET and len(address) != 2:
        raise OSError("IPv4 sockaddr must be 2 tuple")
    name = None if flags & NI_NUMERICHOST else _name_of(ip)
    if name:
        ip = name
    elif flags & NI_NAMEREQD and not flags & NI_NUMERICHOST:
        raise lookup_error(-2)
    elif zone:
        ip += "%" + (_interface(zone) if ip.startswith(_LINK_LOCAL) else str(zone))
    port &= 0xFFFF
    service = None if flags & NI_NUMERICSERV else services.name_of(port, "udp" if flags & NI_DGRAM else "tcp")
    return ip, service or str(port)


# fe80::/10, and the multicast addresses of a link: glibc names the interface of these.
_LINK_LOCAL = ("fe8", "fe9", "fea", "feb", "ff02:")


def in_ipv6(caller, address):
    """Checks what a socket address of IPv6 holds beside host and port; the index of its interface, 0 for none."""
    flow, zone = (*map(_unsigned, address[2:]), 0, 0)[:2]
    if flow > 0xFFFFF:
        raise OverflowError(f"{caller}(): flowinfo must be 0-1048575.")
    return zone


def _unsigned(number):
    return operator.index(number) & 0xFFFFFFFF


def gethostbyname(host, /):
    return one(_host("gethostbyname", host), AF_INET)


def gethostbyname_ex(host, /):
    host = _host("gethostbyname_ex", host)
    return host, [], [one(host, AF_INET)] if host == "" else [ip for ip, _ in resolve(host, AF_INET)]


def gethostbyaddr(host, /):
    ip = one(_host("gethostbyaddr", host), AF_UNSPEC)
    if name := _name_of(ip):
        return name, [], [ip]
    raise herror(1, "Unknown host")


def _name_of(ip):
    """The host name of an address, if somebody here has it. Only the addresses of classes are asked about: 10.0.0.0/8."""
    if ip in ("127.0.0.1", "::1"):
        return "localhost"
    if not ip.startswith("10."):
        return None
    answer = kernel.result(kernel.call.reverse(ip))
    return answer[0] if isinstance(answer, list) else None


def gethostname():
    welcome = kernel.call.welcome()
    return welcome.split(" ")[0] if welcome else "localhost"


def sethostname(name, /):
    raise linux.error(1)


def _host(function, host):
    if isinstance(host, str):
        host = host.encode("idna")
    return spoken(host, f"{function}() argument 1 must be str, bytes or bytearray")


def _looked_up(host):
    if host is None:
        return None
    if isinstance(host, str):
        host = host.encode("idna")
    elif not isinstance(host, (bytes, bytearray)):
        raise TypeError("getaddrinfo() argument 1 must be string or None")
    # As C does, which ends a text there.
    return bytes(host).partition(b"\0")[0].decode("latin-1")


def _service(port):
    """What getaddrinfo(3) is given: a text, or None."""
    if port is None:
        return None
    if isinstance(port, int):
        return str(port)
    if isinstance(port, (bytes, bytearray)):
        return bytes(port).decode("latin-1")
    if not isinstance(port, str):
        raise OSError("Int or String expected")
    # Refuses what UTF-8 can't spell, as C does.
    port.encode()
    return port


def _with_ports(service, kinds, flags):
    """The kinds of socket that the service is there for, with its port."""
    if not service:
        return [(*kind, 0) for kind in kinds]
    if service.isascii() and service.isdigit() and int(service) < 1 << 63:
        return [(*kind, int(service) & 0xFFFF) for kind in kinds]
    if flags & AI_NUMERICSERV:
        raise lookup_error(-2)
    protocols = {SOCK_STREAM: "tcp", SOCK_DGRAM: "udp"}
    ports = [(*kind, services.port_of(service, protocols[kind[0]])) for kind in kinds if kind[0] in protocols]
    found = [each for each in ports if each[2] is not None]
    if not found:
        raise lookup_error(-8)
    return found


def _addresses(name, family, flags):
    if name is None:
        return _unnamed(family, flags)
    if flags & AI_NUMERICHOST and not numeric(name, AF_UNSPEC):
        raise lookup_error(-2)
    if family == AF_INET6 and flags & AI_V4MAPPED and (found := numeric(name, AF_INET)):
        return [(f"::ffff:{found[0]}", AF_INET6)]
    return resolve(name, family)


def unix_text(name):
    """A name of AF_UNIX, bytes, as the Link reads it."""
    return "unix:" + "".join(f"%{byte:02x}" for byte in name)


def unix_name(text):
    """The name that the Link means: a path is text, an abstract name bytes."""
    plain, *escaped = text.removeprefix("unix:").split("%")
    name = plain.encode() + b"".join(bytes.fromhex(part[:2]) + part[2:].encode() for part in escaped)
    return name if name[:1] == b"\0" else os.fsdecode(name)


def _unnamed(family, flags):
    any4, any6 = ("0.0.0.0", "::") if flags & AI_PASSIVE else ("127.0.0.1", "::1")
    both = [(any4, AF_INET), (any6, AF_INET6)] if flags & AI_PASSIVE else [(any6, AF_INET6), (any4, AF_INET)]
    return [(ip, fam) for ip, fam in both if family in (AF_UNSPEC, fam)]


def _scope(zone):
    """The index of an interface, 0 if there is no such one."""
    return 1 if zone in ("lo", "1") else 0


def _interface(index):
    return "lo" if index == 1 else str(index)


def _dotted(packed):
    return ".".join(map(str, packed))


def _spelled6(packed):
    """inet_ntop(3): the longest run of two or more zero groups is left out, and IPv4 in IPv6 is dotted."""
    import ipaddress

    if packed[:12] == bytes(10) + b"\xff\xff":
        return "::ffff:" + _dotted(packed[12:])
    if packed[:12] == bytes(12) and packed[12:14] != bytes(2):
        return "::" + _dotted(packed[12:])
    return str(ipaddress.IPv6Address(packed))


def _is_octet(part):
    return part.isascii() and part.isdigit() and int(part) < 256 and (part[0] != "0" or part == "0")


def _pack4(text):
    try:
        *head, last = [_number(part) for part in text.split(".")]
    except ValueError:
        return None
    if len(head) > 3 or any(n > 255 for n in head) or last >= 256 ** (4 - len(head)):
        return None
    return bytes(head) + last.to_bytes(4 - len(head), "big")


def _number(part):
    if part[:2] in ("0x", "0X"):
        base, digits = 16, part[2:]
    else:
        base, digits = (8, part[1:]) if len(part) > 1 and part[0] == "0" else (10, part)
    # int() would take signs, spaces and underscores too.
    if not digits.isascii() or not digits.isalnum():
        raise ValueError(part)
    return int(digits, base)


def _pack6(text):
    import ipaddress

    try:
        return ipaddress.IPv6Address(text).packed
    except ValueError:
        return None
