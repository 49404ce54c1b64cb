"""The `select` module over the relay's sockets: select() and poll(). No epoll, as on systems without it."""

import operator

import _echoroom_kernel as _kernel
import _echoroom_linux as _linux

# The module that its classes name as their own.
__name__ = "select"

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 0x2000
PIPE_BUF = 4096

error = OSError


def select(rlist, wlist, xlist, timeout=None, /):
    """select(2)."""
    if timeout is not None:
        if not isinstance(timeout, (int, float)):
            raise TypeError("timeout must be a float or None")
        if timeout < 0:
            raise ValueError("timeout must be non-negative")
    lists = [[(_fileno(each), each) for each in which] for which in (rlist, wlist, xlist)]
    interest = {}
    for which, events in zip(lists, (POLLIN, POLLOUT, POLLPRI)):
        for fd, _ in which:
            interest[fd] = interest.get(fd, 0) | events
    found = dict(_wait(interest, timeout))
    if any(events & POLLNVAL for events in found.values()):
        raise _linux.error(9)
    # Which of poll's bits make a descriptor readable or writable: as in Linux's fs/select.c.
    readable = POLLIN | POLLHUP | POLLERR
    writable = POLLOUT | POLLERR
    return tuple(
        [each for fd, each in which if found.get(fd, 0) & mask]
        for which, mask in zip(lists, (readable, writable, POLLPRI))
    )


class poll:
    """poll(2): a set of descriptors and what to wait for."""

    def __init__(self):
        self._interest = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._interest[_fileno(fd)] = _mask(eventmask)

    def modify(self, fd, eventmask, /):
        number = _fileno(fd)
        if number not in self._interest:
            raise _linux.error(2)
        self._interest[number] = _mask(eventmask)

    def unregister(self, fd, /):
        del self._interest[_fileno(fd)]

    def poll(self, timeout=None, /):
        if timeout is not None and not isinstance(timeout, (int, float)):
            raise TypeError("timeout must be an integer or None")
        seconds = None if timeout is None or timeout < 0 else timeout / 1000
        return _wait(self._interest, seconds)


def _wait(interest, timeout):
    pairs = [(_number(fd), events) for fd, events in interest.items()]
    found = _kernel.wait_many(pairs, _kernel.deadline(timeout))
    return [(_descriptor(number), events) for number, events in found]


def _number(fd):
    return _kernel.STDIN if fd == 0 else _kernel.SOCKETS + fd


def _descriptor(number):
    return 0 if number == _kernel.STDIN else number - _kernel.SOCKETS


def _fileno(each):
    if isinstance(each, int):
        fd = each
    else:
        try:
            fd = each.fileno()
        except AttributeError:
            raise TypeError("argument must be an int, or have a fileno() method.") from None
    fd = operator.index(fd)
    if fd < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({fd})")
    return fd


def _mask(events):
    events = operator.index(events)
    if not 0 <= events <= 0xFFFF:
        raise OverflowError("Python int too large for C unsigned short")
    return events
