"""`select.epoll` over the relay's sockets: epoll(7), with its own edges (EPOLLET) and its one shots.

It waits as poll() does. Its descriptor is a file's, which nobody can wait for.
"""

import contextlib
import fcntl
import operator
import os

import _echoroom_arguments as _arguments
import _echoroom_kernel as _kernel
import _echoroom_linux as _linux
import _echoroom_select as _select

# The module that its class names as its own.
__name__ = "select"

EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP = 1, 2, 4, 8, 16
EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP = 64, 128, 256, 512, 1024, 0x2000
EPOLLWAKEUP, EPOLLONESHOT, EPOLLET = 1 << 29, 1 << 30, 1 << 31
EPOLL_CLOEXEC = 0o2000000

# What poll() is asked for; the rest of a mask says how.
_EVENTS = 0xFFFF
# As many as CPython asks for when it isn't told (FD_SETSIZE - 1).
_MOST = 1023

_FIRST = 1024
# A file, which is always ready, so that epoll(7) refuses to wait for it.
_REGULAR = -1

# What each open epoll has registered, by its descriptor.
_sets = {}

_EPERM, _ENOENT, _EBADF, _EEXIST, _EINVAL = 1, 2, 9, 17, 22


def install(select):
    """Puts epoll and its numbers into the module."""
    for name, value in globals().items():
        if name.startswith("EPOLL") or name == "epoll":
            setattr(select, name, value)


class epoll:
    """select.epoll(sizehint=-1, flags=0)

    Returns an epolling object: a set of descriptors, and what to be told of them.
    """

    __slots__ = ("_fd", "_entries")

    @_arguments.by_name(0, "sizehint", "flags", called="epoll")
    def __new__(cls, sizehint=-1, flags=0):
        if (sizehint := operator.index(sizehint)) != -1 and sizehint <= 0:
            raise ValueError("negative sizehint")
        if operator.index(flags) not in (0, EPOLL_CLOEXEC):
            raise OSError("invalid flags")
        fd = _descriptor()
        self = object.__new__(cls)
        self._fd = fd
        self._entries = _sets[fd] = {}
        return self

    @classmethod
    def fromfd(cls, fd, /):
        """Another object for an epoll that is open already."""
        fd = operator.index(fd)
        self = object.__new__(cls)
        self._fd = fd
        self._entries = _sets.get(fd)
        return self

    def close(self):
        """Forgets everything; calling it again is allowed."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            _sets.pop(fd, None)
            with contextlib.suppress(OSError):
                os.close(fd)

    # Whoever forgets an object closes its descriptor, as CPython does; even that of `fromfd`.
    __del__ = close

    @property
    def closed(self):
        """True if the epoll handler is closed."""
        return self._fd < 0

    def fileno(self):
        self._check_open()
        return self._fd

    @_arguments.by_name(1, "fd", "eventmask")
    def register(self, fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT):
        fd, entry = self._asked(fd, eventmask)
        if self._has(fd):
            raise _linux.error(_EEXIST)
        self._entries[fd] = entry

    @_arguments.by_name(2, "fd", "eventmask")
    def modify(self, fd, eventmask):
        fd, entry = self._asked(fd, eventmask)
        if not self._has(fd):
            raise _linux.error(_ENOENT)
        self._entries[fd] = entry

    @_arguments.by_name(1, "fd")
    def unregister(self, fd):
        self._check_set()
        fd = _select._fileno(fd)
        if _file(fd) is None:
            raise _linux.error(_EBADF)
        if not self._has(fd):
            raise _linux.error(_ENOENT)
        del self._entries[fd]

    @_arguments.by_name(0, "timeout", "maxevents")
    def poll(self, timeout=None, maxevents=-1):
        """What there is to tell: pairs of descriptor and events. `timeout` is in seconds."""
        self._check_open()
        if timeout is not None:
            timeout = _select._time(timeout, 1_000_000_000, "timeout must be an integer or None")
        if maxevents == -1:
            maxevents = _MOST
        elif maxevents <= 0:
            raise ValueError(f"maxevents must be greater than 0, got {maxevents}")
        self._check_set()
        end = None if timeout is None or timeout < 0 else _kernel.deadline(timeout)
        while True:
            found, stale = self._look(end, maxevents)
            if found or not stale:
                return found

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, _type=None, _value=None, _traceback=None, /):
        self.close()

    def _look(self, end, most):
        """What there is to tell, and whether descriptors were closed meanwhile."""
        active = {entry.number: entry for entry in list(self._entries.values()) if not entry.is_spent}
        interest = [(number, entry.mask & _EVENTS) for number, entry in active.items()]
        found, stale = [], False
        for number, events in _kernel.wait_many(interest, end):
            entry = active[number]
            fd = entry.fd
            if self._entries.get(fd) is not entry or len(found) == most:
                continue
            if _file(fd) != entry.file:
                # Linux takes a file out of all sets when it is closed.
                del self._entries[fd]
                stale = True
                continue
            if fd in (1, 2):
                events = entry.mask & EPOLLOUT
            entry.told()
            # Behind those that weren't told: with few events at a time, all have their turn.
            self._entries[fd] = self._entries.pop(fd)
            found.append((fd, events))
        return found, stale

    def _check_open(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed epoll object")

    def _check_set(self):
        self._check_open()
        # Another object may have closed it, or os.close(), or its number was never an epoll's.
        if _file(self._fd) is None:
            raise _linux.error(_EBADF)
        if self._entries is None or _sets.get(self._fd) is not self._entries:
            raise _linux.error(_EINVAL)

    def _asked(self, fd, mask):
        self._check_set()
        if fd is self:
            raise _linux.error(_EINVAL)
        fd, mask = _select._fileno(fd), operator.index(mask) & 0xFFFFFFFF
        entry = _Entry(fd, mask)
        if entry.file is None:
            raise _linux.error(_EBADF)
        if entry.file == _REGULAR:
            raise _linux.error(_EPERM)
        return fd, entry

    def _has(self, fd):
        entry = self._entries.get(fd)
        return entry is not None and entry.file == _file(fd)


class _Entry:
    """One registered descriptor."""

    __slots__ = ("fd", "file", "mask", "number", "is_spent")

    def __init__(self, fd, mask):
        self.fd, self.file, self.mask = fd, _file(fd), mask
        # The console's output is always ready, and nothing else is to be told of it.
        self.is_spent = fd in (1, 2) and not mask & EPOLLOUT
        is_edge = mask & EPOLLET and fd > 2
        self.number = _kernel.EDGES + fd if is_edge else _select._number(fd)
        if is_edge:
            # Whoever registers is told what is ready already.
            _kernel.call.see(fd, False)

    def told(self):
        if self.mask & EPOLLONESHOT:
            self.is_spent = True
        if self.number >= _kernel.EDGES:
            _kernel.call.see(self.fd, True)


def _descriptor():
    """One beyond those that a program's sockets will have: files and sockets have their numbers in two tables."""
    nothing = os.open("/dev/null", os.O_RDONLY)
    try:
        return fcntl.fcntl(nothing, fcntl.F_DUPFD, _FIRST)
    finally:
        os.close(nothing)


def _file(fd):
    """What a descriptor means, to be compared; None if it isn't open."""
    if fd <= 2:
        return fd
    number = _kernel.call.file(fd)
    if number >= 0:
        return number
    try:
        os.fstat(fd)
    except OSError:
        return None
    return _REGULAR
