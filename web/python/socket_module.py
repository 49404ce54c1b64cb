"""The `_socket` module that CPython's own socket.py stands on, over the relay's sockets. Behaves as Linux's does.

Calls return at once or suspend in kernel.wait(); numbers and texts of errors are linux.py's.
"""

import _socket as _own  # CPython's: what it computes without the system is right by construction
import operator

import _echoroom_address as _address
import _echoroom_arguments as _arguments
import _echoroom_constants as _constants
import _echoroom_kernel as _kernel
import _echoroom_linux as _linux
import _echoroom_paths as _paths
import _echoroom_services as _services

# The module that its classes name as their own.
__name__ = "_socket"

_call = _kernel.call
# Bytes that one call moves at most, as in web/program/bytes.js, which gives this module `_recv` and `_send`.
_CAPACITY = 64 * 1024

_POLLIN, _POLLOUT, _POLLNVAL = 1, 4, 32
_EAGAIN = -11
# What the Link calls a socket of AF_UNIX that isn't bound.
_UNNAMED = "unix:"
# Seconds between two attempts to get into a listener's queue.
_FULL = 0.01
# Other names of the machine itself than 127.x.y.z; seconds that a connection within it may take, unless the listener's queue is full.
_HERE = ("::1", "0.0.0.0", "::")
_MOMENT = 0.05
# Below this, a send's outcome is a request that tells it (web/src/program/link.rs).
_UNSURE = -1000

has_ipv6 = True
error = OSError
timeout = TimeoutError
CAPI = None

for _name in (
    "gaierror", "herror", "getaddrinfo", "getnameinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr",
    "gethostname", "sethostname", "inet_pton", "inet_ntop", "inet_aton", "inet_ntoa",
):
    globals()[_name] = getattr(_address, _name)

for _name in ("getservbyname", "getservbyport", "getprotobyname"):
    globals()[_name] = getattr(_services, _name)

for _name in ("htons", "htonl", "ntohs", "ntohl"):
    globals()[_name] = getattr(_own, _name)

globals().update(_constants.CONSTANTS)

_default_timeout = None


_MISSING = _arguments.MISSING
_one_argument, _no_arguments = _arguments.one_argument, _arguments.no_arguments
_int, _as_int, _ssize, _octets = _arguments.c_int, _arguments.as_int, _arguments.c_ssize, _arguments.octets


class socket:
    """What socket.socket inherits from: one descriptor of the program's."""

    __slots__ = ("_fd", "_family", "_type", "_proto", "_timeout", "_connecting")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        self._timeout = _default_timeout
        self._connecting = False
        family, type, proto = _as_int(family), _as_int(type), _as_int(proto)
        if fileno is not None:
            self._adopt(fileno, family, type, proto)
            return
        self._family = AF_INET if family == -1 else family
        kind = SOCK_STREAM if type == -1 else type
        if kind & SOCK_NONBLOCK:
            self._timeout = 0.0
        self._type = kind & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
        self._proto = 0 if proto == -1 else proto
        _check(-_unsupported(self._family, self._type, self._proto))
        fd, *request = _numbers(_call.open(self._family, self._type))
        _check(fd)
        outcome = _kernel.result(request[0])
        if outcome < 0:
            raise _linux.error(-outcome)
        self._fd = fd

    def _adopt(self, fd, family, kind, proto):
        fd = _as_int(fd)
        if fd < 0:
            raise ValueError("negative file descriptor")
        if _call.ready(fd) & _POLLNVAL:
            raise _linux.error(_no_socket(fd))
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

    @_no_arguments
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

    @_no_arguments
    def gettimeout(self):
        return self._timeout

    @_one_argument
    def setblocking(self, flag):
        self._timeout = None if flag else 0.0
        self._check_open()

    @_no_arguments
    def getblocking(self):
        return self._timeout != 0.0

    # Names

    @_no_arguments
    def getsockname(self):
        return self._named(_call.sockname(self._fd))

    @_no_arguments
    def getpeername(self):
        return self._named(_call.peername(self._fd))

    @_one_argument
    def bind(self, address):
        if self._family == AF_UNIX:
            name = _paths.name(address)
            _paths.check_bind(name)
            self._done(_call.bind(self._fd, _address.unix_text(name), 0))
            _paths.bound(name)
            return
        ip, port = self._where("bind", address)
        self._done(_call.bind(self._fd, ip, port))

    # Listening

    def listen(self, backlog=128, /, *more, **named):
        if more or named:
            raise _arguments.positional(self, "listen", 0, 1, backlog, more, named)
        self._done(_call.listen(self._fd, max(0, _int(backlog))))

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
        number = self._connect("connect", address)
        if number:
            raise _linux.error(number)

    @_one_argument
    def connect_ex(self, address):
        return self._connect("connect_ex", address)

    def _connect(self, caller, address):
        if self._family == AF_UNIX:
            return self._connect_unix(_paths.name(address))
        ip, port = self._where(caller, address)
        request = _call.connect(self._fd, ip, port)
        if request < 0:
            # Linux confirms once that what connect() began has come about.
            begun, self._connecting = self._connecting, request == -114
            return 0 if request == -106 and begun else -request
        if self._type == SOCK_DGRAM:
            return max(0, -_kernel.result(request))
        if self._timeout == 0.0:
            self._connecting = True
            if ip.startswith("127.") or ip in _HERE:
                # Linux doesn't wait either, but within a machine it has all done before connect() returns.
                _kernel.wait(_kernel.SOCKETS + self._fd, _POLLOUT, _kernel.deadline(_MOMENT))
            return 115
        if not _kernel.wait(_kernel.SOCKETS + self._fd, _POLLOUT, _kernel.deadline(self._timeout)):
            raise timeout("timed out")
        return -_call.takeError(self._fd)

    def _connect_unix(self, name):
        number = self._connect_once(_address.unix_text(name))
        # While a listener's queue is full, a blocking connect waits in the kernel.
        while number == 11 and self._timeout is None:
            _kernel.sleep(_FULL)
            number = self._connect_once(_address.unix_text(name))
        return _paths.missing(name) if number == 2 else number

    def _connect_once(self, name):
        """In AF_UNIX the kernel says at once how a connect ends, to a non-blocking one as well."""
        request = _call.connect(self._fd, name, 0)
        if request < 0:
            return -request
        if self._type == SOCK_DGRAM:
            return max(0, -_kernel.result(request))
        _kernel.wait(_kernel.SOCKETS + self._fd, _POLLOUT)
        return -_call.takeError(self._fd)

    # Receiving

    def recv(self, bufsize=_MISSING, flags=0, /, *more, **named):
        if bufsize is _MISSING or more or named:
            raise _arguments.positional(self, "recv", 1, 2, bufsize, more, named)
        return self._bytes(_size(bufsize, "negative buffersize in recv"), flags and _int(flags))

    def _bytes(self, size, flags):
        if size == 0:
            # As CPython: without asking the kernel.
            return b""
        if flags:
            return self._flagged(size, flags)
        # A wait without end costs less within _recv.
        data = _recv(self._fd, size if size < _CAPACITY else _CAPACITY, 0, self._timeout is None)
        return self._receive(data, size, 0) if type(data) is int else data

    def _flagged(self, size, flags):
        if flags & ~_PLAIN:
            self._check_flags(flags)
        data = _recv(self._fd, min(size, _CAPACITY), flags & MSG_PEEK, False)
        if type(data) is int:
            data = self._receive(data, size, flags)
        if flags & MSG_WAITALL and len(data) < size and self._type == SOCK_STREAM and not flags & MSG_PEEK:
            return self._receive_all(data, size)
        return data

    def recv_into(self, buffer=_MISSING, nbytes=0, flags=0, *more, **named):
        if buffer is _MISSING or more or named:
            raise _arguments.keywords(self, "recv_into", buffer, ("buffer", "nbytes", "flags"), more, named)
        view = _arguments.writable(buffer, _INTO.format("recv_into", type(buffer).__name__))
        size = _ssize(nbytes)
        if size < 0:
            raise ValueError("negative buffersize in recv_into")
        if size > len(view):
            raise ValueError("buffer too small for requested bytes")
        return self._fill(view[: size or len(view)], flags and _int(flags))

    def recvfrom(self, bufsize=_MISSING, flags=0, /, *more, **named):
        if bufsize is _MISSING or more or named:
            raise _arguments.positional(self, "recvfrom", 1, 2, bufsize, more, named)
        data = self._bytes(_size(bufsize, "negative buffersize in recvfrom"), flags and _int(flags))
        return data, self._sender()

    def recvfrom_into(self, buffer=_MISSING, nbytes=0, flags=0, *more, **named):
        if buffer is _MISSING or more or named:
            raise _arguments.keywords(self, "recvfrom_into", buffer, ("buffer", "nbytes", "flags"), more, named)
        view = _arguments.writable(buffer, _INTO.format("recvfrom_into", type(buffer).__name__))
        size = _ssize(nbytes)
        if size < 0:
            raise ValueError("negative buffersize in recvfrom_into")
        if size > len(view):
            raise ValueError("nbytes is greater than the length of the buffer")
        return self._fill(view[: size or len(view)], flags and _int(flags)), self._sender()

    def _fill(self, view, flags):
        """Receives into memory; how many bytes."""
        data = self._bytes(len(view), flags)
        view[: len(data)] = data
        return len(data)

    def _check_flags(self, flags):
        """No socket here has urgent data, or a queue of errors."""
        if flags & MSG_ERRQUEUE:
            raise _linux.error(11)
        if flags & MSG_OOB and self._family == AF_UNIX:
            raise _linux.error(95)
        if flags & MSG_OOB and self._type == SOCK_STREAM:
            raise _linux.error(22)

    def _receive(self, outcome, size, flags):
        """Waits for bytes, when there were none at hand."""
        end = None if self._timeout is None else _kernel.deadline(self._timeout)
        while type(outcome) is int:
            self._block(outcome, _POLLIN, end, flags)
            outcome = _recv(self._fd, min(size, _CAPACITY), flags & MSG_PEEK, False)
        return outcome

    def _receive_all(self, data, size):
        while len(data) < size:
            more = self._bytes(size - len(data), 0)
            if not more:
                break
            data += more
        return data

    def _sender(self):
        where = _call.sender() if self._type == SOCK_DGRAM or self._family == AF_UNIX else None
        return self._named(where) if where and where != _UNNAMED else None

    # Sending

    def send(self, data=_MISSING, flags=0, /, *more, **named):
        if data is _MISSING or more or named:
            raise _arguments.positional(self, "send", 1, 2, data, more, named)
        if type(data) is bytes and len(data) <= _CAPACITY:
            return self._send(data, flags and _int(flags))
        with _octets(data) as octets:
            return self._send(octets, flags and _int(flags))

    def sendall(self, data=_MISSING, flags=0, /, *more, **named):
        if data is _MISSING or more or named:
            raise _arguments.positional(self, "sendall", 1, 2, data, more, named)
        if type(data) is bytes and len(data) <= _CAPACITY:
            return self._send_all(data, flags and _int(flags))
        with _octets(data) as octets:
            return self._send_all(octets, flags and _int(flags))

    def _send_all(self, octets, flags):
        if self._type == SOCK_DGRAM:
            self._datagram(octets, flags)
            return
        sent = _send(self._fd, octets if type(octets) is bytes else _piece(octets))
        if sent == len(octets):
            return
        end = _kernel.deadline(self._timeout)
        sent = self._sent(sent, octets, end, flags)
        while sent < len(octets):
            sent += self._send_some(octets[sent:], end, flags)

    def sendto(self, *arguments, **named):
        if named:
            raise _arguments.positional(self, "sendto", 2, 3, None, (), named)
        if not 2 <= len(arguments) <= 3:
            raise TypeError(f"sendto() takes 2 or 3 arguments ({len(arguments)} given)")
        data, *flags, address = arguments
        with _octets(data) as octets:
            return self._send_to("sendto", octets, _int(flags[0]) if flags else 0, address)

    def _send_to(self, caller, octets, flags, address):
        ip, port = self._where(caller, address)
        if self._type == SOCK_STREAM and self._family == AF_UNIX:
            raise _linux.error(95 if _call.peername(self._fd).startswith("-") else 106)
        if self._type == SOCK_STREAM:
            return self._send(octets, flags)
        return self._datagram(octets, flags, ip, port)

    def _send(self, octets, flags):
        if self._type == SOCK_DGRAM:
            return self._datagram(octets, flags)
        sent = self._send_some(octets, _kernel.deadline(self._timeout), flags)
        # A blocking send on Linux returns when all is in the kernel's buffer.
        while self._timeout is None and sent < len(octets) and self._may_wait(flags):
            sent += self._send_some(octets[sent:], None, flags)
        return sent

    def _send_some(self, octets, end, flags):
        return self._sent(_send(self._fd, _piece(octets)), octets, end, flags)

    def _datagram(self, octets, flags, *to):
        if flags & MSG_OOB:
            raise _linux.error(95)
        if len(octets) > _CAPACITY:
            raise _linux.error(90)
        return self._sent(_send(self._fd, _piece(octets), *to), octets, _kernel.deadline(self._timeout), flags, *to)

    def _sent(self, n, octets, end, flags, *to):
        """What came of sending: how many bytes, once there was room for any."""
        while n < 0:
            if n <= _UNSURE:
                return self._sure(n)
            self._block(n, _POLLOUT, end, flags)
            n = _send(self._fd, _piece(octets), *to)
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
        _check(_call.shutdown(self._fd, _as_int(how)))

    # Messages with ancillary data: the data, without any

    def sendmsg(self, buffers=_MISSING, ancdata=(), flags=0, address=None, /, *more, **named):
        if buffers is _MISSING or more or named:
            raise _arguments.positional(self, "sendmsg", 1, 4, buffers, more, named)
        views = [_octets(each) for each in _iterable(buffers, "sendmsg() argument 1 must be an iterable")]
        extra = [_ancillary(each) for each in _iterable(ancdata, "sendmsg() argument 2 must be an iterable")]
        flags = _int(flags)
        if any(level == SOL_SOCKET for level in extra):
            raise _linux.error(22)
        octets = memoryview(b"".join(views))
        return self._send(octets, flags) if address is None else self._send_to("sendmsg", octets, flags, address)

    def recvmsg(self, bufsize=_MISSING, ancbufsize=0, flags=0, /, *more, **named):
        if bufsize is _MISSING or more or named:
            raise _arguments.positional(self, "recvmsg", 1, 3, bufsize, more, named)
        size = _size(bufsize, "negative buffer size in recvmsg()")
        return self._message(size, ancbufsize, _int(flags))

    def recvmsg_into(self, buffers=_MISSING, ancbufsize=0, flags=0, /, *more, **named):
        if buffers is _MISSING or more or named:
            raise _arguments.positional(self, "recvmsg_into", 1, 3, buffers, more, named)
        views = [
            _arguments.writable(each, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
            for each in _iterable(buffers, "recvmsg_into() argument 1 must be an iterable")
        ]
        data, *rest = self._message(sum(map(len, views)), ancbufsize, _int(flags))
        at = 0
        for view in views:
            piece = data[at : at + len(view)]
            view[: len(piece)] = piece
            at += len(piece)
        return at, *rest

    def _message(self, size, ancillary, flags):
        if not 0 <= _ssize(ancillary) < 1 << 31:
            raise ValueError("invalid ancillary data buffer length")
        if self._type == SOCK_STREAM:
            return self._bytes(size, flags), [], 0, self._sender()
        # All of the datagram is looked at first: how long it is tells whether it is cut.
        whole = len(self._bytes(_CAPACITY, flags | MSG_PEEK))
        data = self._bytes(min(size, _CAPACITY) or 1, flags)[:size]
        return data, [], MSG_TRUNC if whole > size else 0, self._sender()

    # Options

    def setsockopt(self, *arguments, **named):
        if named:
            raise _arguments.positional(self, "setsockopt", 3, 4, None, (), named)
        level, name, value = _option_arguments(arguments)
        second = 0
        if value is None:
            raise _linux.error(14)
        if not isinstance(value, int):
            numbers = [int.from_bytes(value[i : i + 4], "little", signed=True) for i in range(0, len(value) & ~3, 4)]
            if not numbers and level == IPPROTO_IP and len(value) > 0:
                numbers = [value[0]]
            if len(numbers) < (2 if (level, name) == (SOL_SOCKET, SO_LINGER) else 1):
                raise _linux.error(22 if self._fd >= 0 else 9)
            value, second, *_ = [*numbers, 0]
        elif (level, name) == (SOL_SOCKET, SO_LINGER):
            raise _linux.error(22 if self._fd >= 0 else 9)
        self._done(_call.setOption(self._fd, level, name, value, second))

    def getsockopt(self, level=_MISSING, name=_MISSING, buflen=0, /, *more, **named):
        if name is _MISSING or more or named:
            if level is not _MISSING and name is _MISSING and not named:
                raise _arguments.wrong_number("getsockopt", 2, 3, 1)
            raise _arguments.positional(self, "getsockopt", 2, 3, level, more, named)
        level, name, buflen = _int(level), _int(name), _int(buflen)
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
        # Another socket object may have closed the descriptor.
        if self._fd < 0 or _call.ready(self._fd) & _POLLNVAL:
            raise _linux.error(9)

    def _may_wait(self, flags):
        """With a timeout CPython waits in poll() whatever the flags say; only the kernel itself looks at them."""
        return self._timeout != 0.0 and not (flags & MSG_DONTWAIT and self._timeout is None)

    def _begin(self, n, flags=0):
        """When a call gives up that would block now; raises what it failed with if it would not."""
        if n != _EAGAIN:
            raise _linux.error(-n)
        if not self._may_wait(flags):
            raise _linux.error(11)
        return _kernel.deadline(self._timeout)

    def _block(self, n, events, end, flags=0):
        if n != _EAGAIN:
            raise _linux.error(-n)
        if (flags or self._timeout is not None) and not self._may_wait(flags):
            raise _linux.error(11)
        if not _kernel.wait(_kernel.SOCKETS + self._fd, events, end):
            raise timeout("timed out")

    def _done(self, request):
        _check(request)
        outcome = _kernel.result(request)
        if isinstance(outcome, int) and outcome < 0:
            raise _linux.error(-outcome)

    def _where(self, caller, address):
        if self._family == AF_UNIX:
            return _address.unix_text(_paths.name(address)), 0
        family = "AF_INET" if self._family == AF_INET else "AF_INET6"
        if not isinstance(address, tuple):
            raise TypeError(f"{caller}(): {family} address must be tuple, not {type(address).__name__}")
        most = 2 if self._family == AF_INET else 4
        if not 2 <= len(address) <= most:
            shape = "a pair (host, port)" if most == 2 else "a tuple (host, port[, flowinfo[, scopeid]])"
            raise TypeError(f"{family} address must be {shape}")
        host, port = address[:2]
        host = _address.spoken(host, "str, bytes or bytearray expected")
        port = operator.index(port)
        ip = _address.one(host, self._family)
        if not 0 <= port <= 0xFFFF:
            raise OverflowError(f"{caller}(): port must be 0-65535.")
        _address.in_ipv6(caller, address)
        return ip, port

    def _named(self, text):
        if text.startswith(_UNNAMED):
            return _address.unix_name(text)
        ip, _, port = text.rpartition(" ")
        if not ip:
            raise _linux.error(-int(port))
        return (ip, int(port)) if self._family == AF_INET else (ip, int(port), 0, 0)


SocketType = socket


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /):
    """Two connected sockets of this program."""
    family, kind, proto = _int(family), _int(type) & ~(SOCK_NONBLOCK | SOCK_CLOEXEC), _int(proto)
    _check(-_unsupported(family, kind, proto))
    a, *b = _numbers(_call.pair(family, kind))
    _check(a)
    return socket(family, kind, proto, a), socket(family, kind, proto, b[0])


def dup(fd, /):
    fd = _as_int(fd)
    copy = _call.dup(fd)
    return _check(copy if copy != -9 else -_no_socket(fd))


def close(*arguments):
    if len(arguments) != 1:
        raise TypeError(f"_socket.close() takes exactly one argument ({len(arguments)} given)")
    _check(_call.close(_as_int(arguments[0])))


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(value, /):
    global _default_timeout
    _default_timeout = _timeout_value(value)


def if_nameindex():
    return [(1, "lo")]


def if_nametoindex(name, /):
    if not isinstance(name, (str, bytes)):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(name).__name__}")
    if name not in ("lo", b"lo"):
        raise _linux.error(19)
    return 1


def if_indextoname(index, /):
    _own.htonl(index)
    if index != 1:
        raise _linux.error(6)
    return "lo"


# A header of 64-bit Linux, and the most that a length may come to there.
_HEADER, _LONGEST = 16, 0x7FFFFFFF


def CMSG_LEN(length, /):
    return _HEADER + _control("CMSG_LEN", length, _LONGEST - _HEADER)


def CMSG_SPACE(length, /):
    length = _control("CMSG_SPACE", length, _LONGEST - _HEADER - 8)
    return _HEADER + length + -length % 8


def _control(name, length, most):
    if not 0 <= _ssize(length) <= most:
        raise OverflowError(f"{name}() argument out of range")
    return length


_PLAIN = MSG_PEEK | MSG_DONTWAIT | MSG_WAITALL | MSG_NOSIGNAL
_INTO = "{}() argument 1 must be read-write bytes-like object, not {}"
# AF_UNIX, AF_INET, AF_INET6: which protocols go with which type, as in Linux's inetsw.
_PROTOCOLS = {SOCK_STREAM: (0, IPPROTO_TCP), SOCK_DGRAM: (0, IPPROTO_UDP)}


def _unsupported(family, kind, proto):
    """What socket(2) says that can't be made; 0 if it can."""
    if family == AF_PACKET:
        return 1 if kind in (SOCK_RAW, SOCK_DGRAM) else 94
    if family not in (AF_UNIX, AF_INET, AF_INET6):
        return 97 if 0 <= kind < 11 or not 0 <= family < 46 else 22
    if not 0 <= kind < 11:
        return 22
    if family == AF_UNIX:
        return 93 if proto not in (0, 1) else 94 if kind not in (SOCK_STREAM, SOCK_DGRAM) else 0
    if not 0 <= proto < 263:
        return 22
    if kind in _PROTOCOLS:
        return 0 if proto in _PROTOCOLS[kind] else 93
    # Raw sockets need a protocol, and root.
    return 94 if kind != SOCK_RAW else 93 if proto == 0 else 1


def _no_socket(fd):
    """What is wrong with a descriptor that is no socket's."""
    import os

    try:
        os.fstat(fd)
    except OSError:
        return 9
    return 88


def _piece(octets):
    """As much of them as one call sends."""
    return octets if type(octets) is bytes and len(octets) <= _CAPACITY else bytes(octets[:_CAPACITY])


def _size(value, refusal):
    if type(value) is not int or value > _CAPACITY:
        value = _ssize(value)
    if value < 0:
        raise ValueError(refusal)
    return value


def _iterable(value, refusal):
    try:
        return list(value)
    except TypeError:
        raise TypeError(refusal) from None


def _ancillary(item):
    """An item of sendmsg()'s ancillary data; its level."""
    where = "[sendmsg() ancillary data items]() argument must be"
    if not isinstance(item, tuple):
        raise TypeError(f"{where} 3-item tuple, not {type(item).__name__}")
    if len(item) != 3:
        raise TypeError(f"{where} tuple of length 3, not {len(item)}")
    level, kind, data = item
    level, kind = _int(level), _int(kind)
    _octets(data)
    return level


def _option_arguments(arguments):
    """setsockopt(level, name, number), (level, name, bytes) or (level, name, None, length)."""
    if len(arguments) == 4 and arguments[2] is None:
        level, name, _, length = arguments
        operator.index(length)
        return _int(level), _int(name), None
    if len(arguments) != 3:
        raise TypeError(f"setsockopt() takes exactly 3 arguments ({len(arguments)} given)")
    level, name, value = arguments
    level, name = _int(level), _int(name)
    try:
        return level, name, _int(value)
    except (TypeError, OverflowError):
        return level, name, bytes(_octets(value))


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


def _documented(ours, own):
    """Gives functions of ours the docstrings of CPython's, for help()."""
    for name, function in vars(ours).items():
        if callable(function) and getattr(function, "__doc__", "") is None and hasattr(own, name):
            function.__doc__ = getattr(own, name).__doc__


_documented(socket, _own.socket)
_documented(_address, _own)
_documented(_services, _own)
