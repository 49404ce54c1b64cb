"""The `_socket` module that CPython's own socket.py stands on, over the relay's sockets. Behaves as Linux's does.

Calls return at once or suspend in kernel.wait(); numbers and texts of errors are linux.py's.
"""

import _socket as _own  # CPython's: what it computes without the system is right by construction
import operator

import _echoroom_address as _address
import _echoroom_kernel as _kernel
import _echoroom_linux as _linux

# The module that its classes name as their own.
__name__ = "_socket"

_call = _kernel.call
_recv, _send = _call.recv, _call.send
_incoming = memoryview(_kernel.INCOMING)
_outgoing = memoryview(_kernel.OUTGOING)
_CAPACITY = _kernel.CAPACITY

_POLLIN, _POLLOUT = 1, 4
_EAGAIN = -11
# Below this, a send's outcome is a request that tells it (web/src/program/link.rs).
_UNSURE = -1000

has_ipv6 = True
error = OSError
timeout = TimeoutError
CAPI = None

for _name in (
    "gaierror", "herror", "getaddrinfo", "getnameinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr",
    "gethostname", "getservbyname", "getservbyport", "getprotobyname", "inet_pton", "inet_ntop", "inet_aton", "inet_ntoa",
):
    globals()[_name] = getattr(_address, _name)

for _name in ("htons", "htonl", "ntohs", "ntohl"):
    globals()[_name] = getattr(_own, _name)

# Linux's numbers.
globals().update({
    "AF_AX25": 3, "AF_DECnet": 12, "AF_INET": 2, "AF_INET6": 10, "AF_INET6": 10, "AF_UNIX": 1, "AF_UNSPEC": 0,
    "AF_X25": 9, "AI_ADDRCONFIG": 32, "AI_ALL": 16, "AI_CANONNAME": 2, "AI_NUMERICHOST": 4, "AI_NUMERICSERV": 1024,
    "AI_PASSIVE": 1, "AI_V4MAPPED": 8, "EAI_ADDRFAMILY": -9, "EAI_AGAIN": -3, "EAI_BADFLAGS": -1, "EAI_FAIL": -4,
    "EAI_FAMILY": -6, "EAI_MEMORY": -10, "EAI_NODATA": -5, "EAI_NONAME": -2, "EAI_OVERFLOW": -12, "EAI_SERVICE": -8,
    "EAI_SOCKTYPE": -7, "EAI_SYSTEM": -11, "INADDR_ALLHOSTS_GROUP": 3758096385, "INADDR_ANY": 0,
    "INADDR_BROADCAST": 4294967295, "INADDR_LOOPBACK": 2130706433, "INADDR_MAX_LOCAL_GROUP": 3758096639,
    "INADDR_NONE": 4294967295, "INADDR_UNSPEC_GROUP": 3758096384, "IPPORT_RESERVED": 1024,
    "IPPORT_USERRESERVED": 5000, "IPPROTO_AH": 51, "IPPROTO_DSTOPTS": 60, "IPPROTO_EGP": 8, "IPPROTO_ESP": 50,
    "IPPROTO_FRAGMENT": 44, "IPPROTO_GRE": 47, "IPPROTO_HOPOPTS": 0, "IPPROTO_ICMP": 1, "IPPROTO_ICMPV6": 58,
    "IPPROTO_IDP": 22, "IPPROTO_IGMP": 2, "IPPROTO_IP": 0, "IPPROTO_IPIP": 4, "IPPROTO_IPV6": 41,
    "IPPROTO_MPTCP": 262, "IPPROTO_NONE": 59, "IPPROTO_PIM": 103, "IPPROTO_PUP": 12, "IPPROTO_RAW": 255,
    "IPPROTO_ROUTING": 43, "IPPROTO_RSVP": 46, "IPPROTO_SCTP": 132, "IPPROTO_TCP": 6, "IPPROTO_TP": 29,
    "IPPROTO_UDP": 17, "IPPROTO_UDPLITE": 136, "IPV6_CHECKSUM": 7, "IPV6_DONTFRAG": 62, "IPV6_DSTOPTS": 59,
    "IPV6_HOPLIMIT": 52, "IPV6_HOPOPTS": 54, "IPV6_JOIN_GROUP": 20, "IPV6_LEAVE_GROUP": 21,
    "IPV6_MULTICAST_HOPS": 18, "IPV6_MULTICAST_IF": 17, "IPV6_MULTICAST_LOOP": 19, "IPV6_NEXTHOP": 9,
    "IPV6_PATHMTU": 61, "IPV6_PKTINFO": 50, "IPV6_RECVDSTOPTS": 58, "IPV6_RECVHOPLIMIT": 51, "IPV6_RECVHOPOPTS": 53,
    "IPV6_RECVPATHMTU": 60, "IPV6_RECVPKTINFO": 49, "IPV6_RECVRTHDR": 56, "IPV6_RECVTCLASS": 66, "IPV6_RTHDR": 57,
    "IPV6_RTHDRDSTOPTS": 55, "IPV6_RTHDR_TYPE_0": 0, "IPV6_TCLASS": 67, "IPV6_UNICAST_HOPS": 16, "IPV6_V6ONLY": 26,
    "IP_ADD_MEMBERSHIP": 35, "IP_BIND_ADDRESS_NO_PORT": 24, "IP_DEFAULT_MULTICAST_LOOP": 1,
    "IP_DEFAULT_MULTICAST_TTL": 1, "IP_DROP_MEMBERSHIP": 36, "IP_HDRINCL": 3, "IP_MAX_MEMBERSHIPS": 20,
    "IP_MULTICAST_IF": 32, "IP_MULTICAST_LOOP": 34, "IP_MULTICAST_TTL": 33, "IP_OPTIONS": 4, "IP_RECVOPTS": 6,
    "IP_RECVRETOPTS": 7, "IP_RECVTOS": 13, "IP_RETOPTS": 7, "IP_TOS": 1, "IP_TRANSPARENT": 19, "IP_TTL": 2,
    "MSG_CMSG_CLOEXEC": 1073741824, "MSG_CONFIRM": 2048, "MSG_CTRUNC": 8, "MSG_DONTROUTE": 4, "MSG_DONTWAIT": 64,
    "MSG_EOR": 128, "MSG_ERRQUEUE": 8192, "MSG_FASTOPEN": 536870912, "MSG_MORE": 32768, "MSG_NOSIGNAL": 16384,
    "MSG_OOB": 1, "MSG_PEEK": 2, "MSG_TRUNC": 32, "MSG_WAITALL": 256, "NI_DGRAM": 16, "NI_MAXHOST": 1025,
    "NI_MAXSERV": 32, "NI_NAMEREQD": 8, "NI_NOFQDN": 4, "NI_NUMERICHOST": 1, "NI_NUMERICSERV": 2, "SCM_RIGHTS": 1,
    "SHUT_RD": 0, "SHUT_RDWR": 2, "SHUT_WR": 1, "SOCK_CLOEXEC": 524288, "SOCK_DGRAM": 2, "SOCK_NONBLOCK": 2048,
    "SOCK_RAW": 3, "SOCK_RDM": 4, "SOCK_SEQPACKET": 5, "SOCK_STREAM": 1, "SOL_IP": 0, "SOL_SOCKET": 1, "SOL_TCP": 6,
    "SOL_UDP": 17, "SOMAXCONN": 4096, "SO_ACCEPTCONN": 30, "SO_BINDTODEVICE": 25, "SO_BROADCAST": 6, "SO_DEBUG": 1,
    "SO_DOMAIN": 39, "SO_DONTROUTE": 5, "SO_ERROR": 4, "SO_INCOMING_CPU": 49, "SO_J1939_ERRQUEUE": 4,
    "SO_J1939_FILTER": 1, "SO_J1939_PROMISC": 2, "SO_J1939_SEND_PRIO": 3, "SO_KEEPALIVE": 9, "SO_LINGER": 13,
    "SO_MARK": 36, "SO_OOBINLINE": 10, "SO_PASSCRED": 16, "SO_PASSSEC": 34, "SO_PEERCRED": 17, "SO_PEERSEC": 31,
    "SO_PRIORITY": 12, "SO_PROTOCOL": 38, "SO_RCVBUF": 8, "SO_RCVLOWAT": 18, "SO_RCVTIMEO": 20, "SO_REUSEADDR": 2,
    "SO_REUSEPORT": 15, "SO_SNDBUF": 7, "SO_SNDLOWAT": 19, "SO_SNDTIMEO": 21, "SO_TYPE": 3,
    "SO_VM_SOCKETS_BUFFER_MAX_SIZE": 2, "SO_VM_SOCKETS_BUFFER_MIN_SIZE": 1, "SO_VM_SOCKETS_BUFFER_SIZE": 0,
    "TCP_CONGESTION": 13, "TCP_CORK": 3, "TCP_DEFER_ACCEPT": 9, "TCP_FASTOPEN": 23, "TCP_INFO": 11, "TCP_KEEPCNT": 6,
    "TCP_KEEPIDLE": 4, "TCP_KEEPINTVL": 5, "TCP_LINGER2": 8, "TCP_MAXSEG": 2, "TCP_NODELAY": 1,
    "TCP_NOTSENT_LOWAT": 25, "TCP_QUICKACK": 12, "TCP_SYNCNT": 7, "TCP_USER_TIMEOUT": 18, "TCP_WINDOW_CLAMP": 10,
})

_default_timeout = None


def _one_argument(method):
    """A method that refuses a wrong number of arguments in the words of CPython's C (METH_O)."""
    name = method.__name__

    def call(self, *arguments):
        if len(arguments) != 1:
            raise TypeError(f"socket.{name}() takes exactly one argument ({len(arguments)} given)")
        return method(self, arguments[0])

    call.__name__, call.__qualname__ = name, f"socket.{name}"
    return call


class socket:
    """What socket.socket inherits from: one descriptor of the program's."""

    __slots__ = ("_fd", "_family", "_type", "_proto", "_timeout")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        self._timeout = _default_timeout
        if fileno is not None:
            self._adopt(fileno, family, type, proto)
            return
        self._family = AF_INET if family == -1 else operator.index(family)
        kind = SOCK_STREAM if type == -1 else operator.index(type)
        if kind & SOCK_NONBLOCK:
            self._timeout = 0.0
        self._type = kind & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
        self._proto = 0 if proto == -1 else operator.index(proto)
        if self._type not in (SOCK_STREAM, SOCK_DGRAM):
            # Past SOCK_MAX there is no such type; raw sockets need a protocol and root.
            raise _linux.error(22 if not 0 < self._type < 11 else 93 if self._proto == 0 else 1)
        if self._proto not in (0, {SOCK_STREAM: IPPROTO_TCP, SOCK_DGRAM: IPPROTO_UDP}.get(self._type, 0)):
            raise _linux.error(93)
        fd, *request = _numbers(_call.open(self._family, self._type))
        _check(fd)
        outcome = _kernel.result(request[0])
        if outcome < 0:
            raise _linux.error(-outcome)
        self._fd = fd

    def _adopt(self, fd, family, kind, proto):
        if isinstance(fd, float):
            raise TypeError("integer argument expected, got float")
        fd = operator.index(fd)
        if fd < 0:
            raise ValueError("negative file descriptor")
        if _call.ready(fd) & 0x20:
            raise _linux.error(9)
        self._type = _own_option(fd, SO_TYPE) if kind == -1 else kind
        self._family = _own_option(fd, SO_DOMAIN) if family == -1 else family
        self._proto = _own_option(fd, SO_PROTOCOL) if proto == -1 else proto
        self._fd = fd

    def __repr__(self):
        return (f"<socket object, fd={self._fd}, family={self._family}, type={self._type}, "
                f"proto={self._proto}>")

    def __del__(self):
        if getattr(self, "_fd", -1) >= 0:
            import warnings

            warnings.warn(f"unclosed {self!r}", ResourceWarning, source=self)
            self._close()

    family = property(lambda self: self._family)
    type = property(lambda self: self._type)
    proto = property(lambda self: self._proto)
    timeout = property(lambda self: self._timeout)

    def fileno(self):
        return self._fd

    def detach(self):
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        if self._fd >= 0:
            self._close()

    def _close(self):
        fd, self._fd = self._fd, -1
        _call.close(fd)

    # Timeouts

    @_one_argument
    def settimeout(self, value):
        self._timeout = _timeout_value(value)
        self._check_open()

    def gettimeout(self):
        return self._timeout

    @_one_argument
    def setblocking(self, flag):
        self._timeout = None if flag else 0.0
        self._check_open()

    def getblocking(self):
        return self._timeout != 0.0

    # Names

    def getsockname(self):
        return self._named(_call.sockname(self._fd))

    def getpeername(self):
        return self._named(_call.peername(self._fd))

    @_one_argument
    def bind(self, address):
        ip, port = self._where("bind", address)
        self._done(_call.bind(self._fd, ip, port))

    # Listening

    def listen(self, backlog=128, /):
        self._done(_call.listen(self._fd, max(0, min(operator.index(backlog), 0x7FFFFFFF))))

    def _accept(self):
        fd = _call.accept(self._fd)
        if fd < 0:
            end = self._begin(fd)
            if self._timeout is None or self._timeout > 0:
                _call.note("accept")
            try:
                while fd < 0:
                    self._block(fd, _POLLIN, end)
                    fd = _call.accept(self._fd)
            finally:
                _call.note(None)
        return fd, self._named(_call.peername(fd))

    # Connecting

    @_one_argument
    def connect(self, address):
        number = self._connect(address)
        if number:
            raise _linux.error(number)

    @_one_argument
    def connect_ex(self, address):
        return self._connect(address)

    def _connect(self, address):
        ip, port = self._where("connect", address)
        request = _call.connect(self._fd, ip, port)
        if request < 0:
            return -request
        if self._type == SOCK_DGRAM:
            return max(0, -_kernel.result(request))
        if self._timeout == 0.0:
            return 115
        if not _kernel.wait(_kernel.SOCKETS + self._fd, _POLLOUT, _kernel.deadline(self._timeout)):
            raise timeout("timed out")
        return -_call.takeError(self._fd)

    # Receiving

    def recv(self, bufsize=None, flags=0, /):
        bufsize = _size("recv", bufsize)
        if bufsize == 0:
            # As CPython: without asking the kernel.
            return b""
        n = _recv(self._fd, bufsize, flags & 2)
        if n < 0:
            n = self._receive(n, bufsize, flags)
        if flags & 0x100 and n < bufsize and self._type == SOCK_STREAM and not flags & 2:
            return self._receive_all(_incoming[:n].tobytes(), bufsize)
        return _incoming[:n].tobytes()

    def recv_into(self, buffer, nbytes=0, flags=0):
        view = _octets(buffer, "recv_into")
        if nbytes < 0:
            raise ValueError("negative buffersize in recv_into")
        if nbytes > len(view):
            raise ValueError("buffer too small for requested bytes")
        size = nbytes or len(view)
        if size == 0:
            return 0
        n = _recv(self._fd, size, flags & 2)
        if n < 0:
            n = self._receive(n, size, flags)
        view[:n] = _incoming[:n]
        return n

    def recvfrom(self, bufsize=None, flags=0, /):
        data = self.recv(_size("recvfrom", bufsize), flags)
        return data, self._sender()

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        n = self.recv_into(buffer, nbytes, flags)
        return n, self._sender()

    def _receive(self, n, size, flags):
        end = self._begin(n, flags)
        while n < 0:
            self._block(n, _POLLIN, end)
            n = _recv(self._fd, size, flags & 2)
        return n

    def _receive_all(self, data, size):
        while len(data) < size:
            n = _recv(self._fd, size - len(data), 0)
            if n < 0:
                n = self._receive(n, size - len(data), 0)
            if n == 0:
                break
            data += _incoming[:n].tobytes()
        return data

    def _sender(self):
        where = _call.sender() if self._type == SOCK_DGRAM else None
        return self._named(where) if where else None

    # Sending

    def send(self, data, flags=0, /):
        if type(data) is bytes and len(data) <= _CAPACITY:
            return self._send(data, self._timeout)
        with _octets(data) as octets:
            return self._send(octets, self._timeout)

    def sendall(self, data, flags=0, /):
        if type(data) is bytes and len(data) <= _CAPACITY:
            return self._send_all(data)
        with _octets(data) as octets:
            return self._send_all(octets)

    def _send_all(self, octets):
        end = None if self._timeout is None else _kernel.deadline(self._timeout)
        sent = self._send_some(octets, end)
        while sent < len(octets):
            sent += self._send_some(octets[sent:], end)

    def sendto(self, data, *where):
        if not 1 <= len(where) <= 2:
            raise TypeError(f"sendto() takes 2 or 3 arguments ({len(where) + 1} given)")
        flags, address = (0, *where) if len(where) == 1 else where
        if self._type == SOCK_STREAM:
            return self.send(data, flags)
        ip, port = self._where("sendto", address)
        with _octets(data) as octets:
            return self._datagram(octets, lambda fd, n: _call.sendTo(fd, n, ip, port))

    def _send(self, octets, limit):
        if self._type == SOCK_DGRAM:
            return self._datagram(octets, _send)
        sent = self._send_some(octets, _kernel.deadline(limit))
        # A blocking send on Linux returns when all is in the kernel's buffer.
        while limit is None and sent < len(octets):
            sent += self._send_some(octets[sent:], None)
        return sent

    def _send_some(self, octets, end):
        part = octets[:_CAPACITY]
        size = len(part)
        _outgoing[:size] = part
        n = _send(self._fd, size)
        while n < 0:
            if n <= _UNSURE:
                return self._sure(n)
            self._block(n, _POLLOUT, end)
            _outgoing[:size] = part
            n = _send(self._fd, size)
        return n

    def _datagram(self, octets, send):
        size = len(octets)
        if size > _CAPACITY:
            raise _linux.error(90)
        _outgoing[:size] = octets
        n = send(self._fd, size)
        end = _kernel.deadline(self._timeout)
        while n < 0:
            if n <= _UNSURE:
                return self._sure(n)
            self._block(n, _POLLOUT, end)
            _outgoing[:size] = octets
            n = send(self._fd, size)
        return n

    def _sure(self, n):
        """Linux would know by now whether this could be sent; so wait for the relay's word."""
        sent = _call.sent()
        outcome = _kernel.result(_UNSURE - n)
        if isinstance(outcome, int) and outcome < 0:
            _call.takeError(self._fd)
            raise _linux.error(-outcome)
        return sent

    @_one_argument
    def shutdown(self, how):
        _check(_call.shutdown(self._fd, operator.index(how)))

    # Messages with ancillary data: the data, without any

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None, /):
        if list(ancdata):
            raise _linux.error(95)
        data = b"".join(buffers)
        return self.send(data, flags) if address is None else self.sendto(data, flags, address)

    def recvmsg(self, bufsize, ancbufsize=0, flags=0, /):
        data = self.recv(bufsize, flags)
        return data, [], 0, self._sender()

    def recvmsg_into(self, buffers, ancbufsize=0, flags=0, /):
        views = [memoryview(buffer).cast("B") for buffer in buffers]
        data = self.recv(sum(map(len, views)), flags)
        at = 0
        for view in views:
            piece = data[at : at + len(view)]
            view[: len(piece)] = piece
            at += len(piece)
        return at, [], 0, self._sender()

    # Options

    def setsockopt(self, *arguments):
        if not 3 <= len(arguments) <= 4:
            raise TypeError(f"setsockopt() takes exactly 3 arguments ({len(arguments)} given)")
        level, name, value, *_ = arguments
        second = 0
        if isinstance(value, (bytes, bytearray, memoryview)):
            numbers = [int.from_bytes(value[i : i + 4], "little", signed=True) for i in range(0, len(value), 4)]
            value, second, *_ = [*numbers, 0, 0]
            if len(numbers) < (2 if (level, name) == (SOL_SOCKET, SO_LINGER) else 1):
                raise _linux.error(22)
        elif value is None:
            raise _linux.error(14)
        elif (level, name) == (SOL_SOCKET, SO_LINGER):
            raise _linux.error(22)
        self._done(_call.setOption(self._fd, level, name, _c_int(value), second))

    def getsockopt(self, level, name, buflen=0, /):
        if not 0 <= buflen <= 1024:
            raise OSError("getsockopt buflen out of range")
        values = self._option(level, name)
        if buflen == 0:
            return values[0]
        return b"".join(value.to_bytes(4, "little", signed=True) for value in values)[:buflen]

    def _option(self, level, name):
        first, *known = _numbers(_call.getOption(self._fd, level, name))
        _check(first)
        if known:
            return known
        outcome = _kernel.result(first)
        if isinstance(outcome, int):
            raise _linux.error(-outcome or 22)
        return outcome

    # Within

    def _check_open(self):
        if self._fd < 0:
            raise _linux.error(9)

    def _begin(self, n, flags=0):
        """When a call gives up that would block now; raises what it failed with if it would not."""
        if n != _EAGAIN:
            raise _linux.error(-n)
        if self._timeout == 0.0 or flags & 0x40:
            raise _linux.error(11)
        return _kernel.deadline(self._timeout)

    def _block(self, n, events, end):
        if n != _EAGAIN:
            raise _linux.error(-n)
        if self._timeout == 0.0:
            raise _linux.error(11)
        if not _kernel.wait(_kernel.SOCKETS + self._fd, events, end):
            raise timeout("timed out")

    def _done(self, request):
        _check(request)
        outcome = _kernel.result(request)
        if isinstance(outcome, int) and outcome < 0:
            raise _linux.error(-outcome)

    def _where(self, caller, address):
        if self._family not in (AF_INET, AF_INET6):
            raise _linux.error(95)
        family = "AF_INET" if self._family == AF_INET else "AF_INET6"
        if not isinstance(address, tuple):
            raise TypeError(f"{caller}(): {family} address must be tuple, not {type(address).__name__}")
        most = 2 if self._family == AF_INET else 4
        if not 2 <= len(address) <= most:
            shape = "a pair (host, port)" if most == 2 else "a tuple (host, port[, flowinfo[, scopeid]])"
            raise TypeError(f"{family} address must be {shape}")
        host, port = address[:2]
        if not isinstance(host, (str, bytes, bytearray)):
            raise TypeError(f"str, bytes or bytearray expected, not {type(host).__name__}")
        port = operator.index(port)
        if not 0 <= port <= 0xFFFF:
            raise OverflowError(f"{caller}(): port must be 0-65535.")
        return _address.one(host, self._family), port

    def _named(self, text):
        if not text:
            return ""
        ip, _, port = text.rpartition(" ")
        if not ip:
            raise _linux.error(-int(port))
        return (ip, int(port)) if self._family == AF_INET else (ip, int(port), 0, 0)


SocketType = socket


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /):
    """Two connected sockets of this program."""
    kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
    a, *b = _numbers(_call.pair(family, kind))
    _check(a)
    return socket(family, kind, proto, a), socket(family, kind, proto, b[0])


def dup(fd, /):
    return _check(_call.dup(operator.index(fd)))


def close(fd, /):
    _check(_call.close(operator.index(fd)))


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(value, /):
    global _default_timeout
    _default_timeout = _timeout_value(value)


def if_nameindex():
    return [(1, "lo")]


def if_nametoindex(name, /):
    if name != "lo":
        raise _linux.error(19)
    return 1


def if_indextoname(index, /):
    if index != 1:
        raise _linux.error(6)
    return "lo"


def _octets(data, writer=None):
    """A view of bytes; with the name of a method that is to fill it, one that can be filled."""
    kind = type(data).__name__
    try:
        view = memoryview(data).cast("B")
    except TypeError:
        if writer:
            raise TypeError(f"{writer}() argument 1 must be read-write bytes-like object, not {kind}") from None
        raise TypeError(f"a bytes-like object is required, not '{kind}'") from None
    if writer and view.readonly:
        raise TypeError(f"{writer}() argument 1 must be read-write bytes-like object, not {kind}")
    return view


def _size(method, value):
    if value is None:
        raise TypeError(f"{method}() takes at least 1 argument (0 given)")
    value = operator.index(value)
    if value < 0:
        raise ValueError(f"negative buffersize in {method}")
    return value


def _numbers(text):
    return [int(part) for part in text.split()]


def _check(outcome):
    if outcome < 0:
        raise _linux.error(-outcome)
    return outcome


def _own_option(fd, name):
    first, *known = _numbers(_call.getOption(fd, SOL_SOCKET, name))
    _check(first)
    return known[0]


def _timeout_value(value):
    """Seconds or None, as CPython reads them."""
    _own.setdefaulttimeout(value)
    return _own.getdefaulttimeout()


def _c_int(value):
    value = operator.index(value)
    if not -(2**31) <= value < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    return value
