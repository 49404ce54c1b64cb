"""services(5) and protocols(5): which number goes by which name. No machine's own files are read."""

import _echoroom_arguments as arguments

# The ones a lesson may name, by the protocols that they are known for.
SERVICES_OF_BOTH = {
    "echo": 7, "discard": 9, "daytime": 13, "chargen": 19, "time": 37, "tacacs": 49, "domain": 53, "kerberos": 88,
    "sunrpc": 111, "snmp": 161, "snmp-trap": 162, "ldap": 389, "https": 443, "rtsp": 554, "ldaps": 636,
    "openvpn": 1194, "radius": 1812, "nfs": 2049, "sip": 5060, "sip-tls": 5061,
}
STREAM_SERVICES = {
    "tcpmux": 1, "systat": 11, "netstat": 15, "qotd": 17, "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23,
    "smtp": 25, "whois": 43, "gopher": 70, "finger": 79, "http": 80, "pop3": 110, "auth": 113, "nntp": 119,
    "netbios-ssn": 139, "imap2": 143, "bgp": 179, "microsoft-ds": 445, "submissions": 465, "printer": 515,
    "submission": 587, "ipp": 631, "rsync": 873, "imaps": 993, "pop3s": 995, "socks": 1080, "ms-sql-s": 1433,
    "mysql": 3306, "svn": 3690, "xmpp-client": 5222, "postgresql": 5432, "amqps": 5671, "amqp": 5672, "x11": 6000,
    "redis": 6379, "http-alt": 8080, "git": 9418, "zabbix-agent": 10050,
}
DATAGRAM_SERVICES = {
    "bootps": 67, "bootpc": 68, "tftp": 69, "ntp": 123, "netbios-ns": 137, "xdmcp": 177, "syslog": 514, "route": 520,
}
SERVICES = {
    "tcp": {**STREAM_SERVICES, **SERVICES_OF_BOTH},
    "udp": {**DATAGRAM_SERVICES, **SERVICES_OF_BOTH},
}
ALIASES = {"www": "http", "mail": "smtp", "nicname": "whois"}

PROTOCOLS = {
    "ip": 0, "icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "ipv6": 41, "gre": 47, "esp": 50, "ah": 51, "ipv6-icmp": 58,
    "sctp": 132, "udplite": 136,
}


def port_of(name, protocol=None):
    """The port of a service, over one protocol or over whichever knows it; None if there is none."""
    name = ALIASES.get(name, name)
    for each, known in SERVICES.items():
        if protocol in (None, each) and name in known:
            return known[name]
    return None


def name_of(port, protocol=None):
    """The service that a port is known for; None if there is none."""
    for each, known in SERVICES.items():
        if protocol in (None, each):
            for name, number in known.items():
                if number == port:
                    return name
    return None


def getservbyname(*given):
    name, protocol = _name_and_protocol("getservbyname", given)
    port = port_of(arguments.text("getservbyname", 1, name), protocol)
    if port is None:
        raise OSError("service/proto not found")
    return port


def getservbyport(*given):
    port, protocol = _name_and_protocol("getservbyport", given)
    port = arguments.c_int(port)
    if not 0 <= port <= 0xFFFF:
        raise OverflowError("getservbyport: port must be 0-65535.")
    name = name_of(port, protocol)
    if name is None:
        raise OSError("port/proto not found")
    return name


def getprotobyname(name, /):
    if not isinstance(name, str):
        raise TypeError(f"getprotobyname() argument 1 must be str, not {type(name).__name__}")
    try:
        return PROTOCOLS[name.lower() if name.isupper() else name]
    except KeyError:
        raise OSError("protocol not found") from None


def _name_and_protocol(function, given):
    if not 1 <= len(given) <= 2:
        raise arguments.wrong_number(function, 1, 2, len(given))
    first, protocol = *given, *(None,) * (2 - len(given))
    return first, None if protocol is None else arguments.text(function, 2, protocol)
