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


# A static method, because it is no method of a class that keeps it, as selectors.SelectSelector does: C's isn't either.
@staticmethod
def select(*arguments):
    """select(2)."""
    if not 3 <= len(arguments) <= 4:
        bound = "least 3" if len(arguments) < 3 else "most 4"
        raise TypeError(f"select expected at {bound} arguments, got {len(arguments)}")
    timeout = arguments[3] if len(arguments) == 4 else None
    if timeout is not None:
        timeout = _seconds(timeout, "timeout must be a float or None")
        if timeout < 0:
            raise ValueError("timeout must be non-negative")
    lists = [[(_fileno(each), each) for each in _sequence(which)] for which in arguments[:3]]
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
        if timeout is not None:
            timeout = _seconds(timeout, "timeout must be an integer or None")
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


def _sequence(which):
    try:
        return list(which)
    except TypeError:
        raise TypeError("arguments 1-3 must be sequences") from None


def _seconds(value, refusal):
    if isinstance(value, float):
        return value
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(refusal) from None


def _mask(events):
    events = operator.index(events)
    if events < 0:
        raise ValueError("Cannot convert negative int")
    if events > 0xFFFF:
        raise OverflowError("Python int too large for C unsigned short")
    return events
