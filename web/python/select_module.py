"""The `select` module over the relay's sockets: select() and poll(); epoll.py has the rest."""

import math
import operator
import os
import stat

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
        timeout = _time(timeout, 1_000_000_000, "timeout must be a float or None")
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


@staticmethod
def poll(*arguments):
    """A polling object."""
    if arguments:
        raise TypeError(f"select.poll() takes no arguments ({len(arguments)} given)")
    return object.__new__(_Poll)


class _Poll:
    """poll(2): a set of descriptors and what to wait for."""

    __slots__ = ("_interest", "_waits")

    def __new__(cls, *_, **__):
        raise TypeError("cannot create 'select.poll' instances")

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._set()[_fileno(fd)] = _mask(eventmask)

    def modify(self, fd, eventmask, /):
        number, interest = _fileno(fd), self._set()
        if number not in interest:
            raise _linux.error(2)
        interest[number] = _mask(eventmask)

    def unregister(self, fd, /):
        del self._set()[_fileno(fd)]

    def poll(self, timeout=None, /):
        seconds = None if timeout is None else _milliseconds(timeout) / 1000
        if getattr(self, "_waits", False):
            raise RuntimeError("concurrent poll() invocation")
        self._waits = True
        try:
            return _wait(self._set(), None if seconds is None or seconds < 0 else seconds)
        finally:
            self._waits = False

    def _set(self):
        try:
            return self._interest
        except AttributeError:
            self._interest = {}
            return self._interest


_Poll.__name__ = _Poll.__qualname__ = "poll"


def _wait(interest, timeout):
    end = _kernel.deadline(timeout)
    pairs = [(_number(fd), events) for fd, events in interest.items()]
    while True:
        found, idle = [], []
        for number, events in _kernel.wait_many(pairs, end):
            fd = _descriptor(number)
            always = events & POLLNVAL and _ever_ready(fd)
            events = always & interest[fd] if always else events
            (found if events else idle).append((fd, events))
        if found or not idle:
            return found
        # A file of which nothing is asked that it could answer; it is no end of the waiting.
        idle = {_number(fd) for fd, _ in idle}
        pairs = [pair for pair in pairs if pair[0] not in idle]


def _ever_ready(fd):
    """What always holds of the console's output and of files; poll(2) lets them never wait. 0 for what isn't one."""
    if fd in (1, 2):
        return POLLOUT
    try:
        return POLLIN | POLLOUT if stat.S_ISREG(os.fstat(fd).st_mode) else 0
    except OSError:
        return 0


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
        # A list itself: a fileno() may shorten it meanwhile.
        return which if isinstance(which, list) else list(which)
    except TypeError:
        raise TypeError("arguments 1-3 must be sequences") from None


def _milliseconds(timeout):
    """What poll(2) is given: whole milliseconds, rounded away from zero."""
    value = _time(timeout, 1_000_000, "timeout must be an integer or None")
    value = math.ceil(value) if value > 0 else math.floor(value)
    if not -(1 << 31) <= value < 1 << 31:
        raise OverflowError("timeout is too large")
    return value


def _time(value, nanoseconds, refusal):
    """A time in a unit of so many nanoseconds, which must fit into 63 bits of them."""
    if not isinstance(value, float):
        try:
            value = operator.index(value)
        except TypeError:
            raise TypeError(refusal) from None
    elif math.isnan(value):
        raise ValueError("Invalid value NaN (not a number)")
    if abs(value) * nanoseconds >= 1 << 63:
        raise OverflowError("timestamp out of range for C PyTime_t")
    return value


def _mask(events):
    events = operator.index(events)
    if events < 0:
        raise ValueError("Cannot convert negative int")
    if events > 0xFFFF:
        raise OverflowError("Python int too large for C unsigned short")
    return events
