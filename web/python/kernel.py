"""Between Python and the worker: waiting, the buffers that bytes pass through, signals.

`call` holds the system calls (web/program/kernel.js). Nothing here knows what a socket is.
"""

import os
import signal
import time
from select import POLLIN, poll as _poll  # CPython's own: its poll() suspends the WebAssembly stack

from js import echoroom as call
from pyodide.ffi import can_run_sync

# As in web/program/wait.js: what the numbers given to poll() mean.
SOCKETS = 10_000
REQUESTS = 1_000_000
STDIN = 999_999

CAPACITY = 64 * 1024
INCOMING = bytearray(CAPACITY)
OUTGOING = bytearray(CAPACITY)


def wait(number, events, deadline=None):
    """Suspends until one of `events` holds; False if the deadline (time.monotonic()) came first."""
    poller = _poll()
    poller.register(number, events)
    return bool(poller.poll(_left(deadline)))


def wait_many(interest, deadline=None):
    """poll(2): `interest` is pairs of number and events; returns the pairs of number and what holds."""
    poller = _poll()
    for number, events in interest:
        poller.register(number, events)
    return poller.poll(_left(deadline))


def result(request):
    """The relay's answer to a request: 0, a negative errno, or a list."""
    wait(REQUESTS + request, POLLIN)
    return _value(call.answer(request))


def deadline(seconds):
    """When a timeout that begins now is over."""
    return None if seconds is None else time.monotonic() + seconds


def sleep(seconds, /):
    """time.sleep(), which lets the page go on."""
    seconds = _checked(seconds)
    end = time.monotonic() + seconds
    while True:
        wait_many((), end)
        if time.monotonic() >= end:
            return


def install():
    """Puts sleep() in its place and makes a computing program hear the page."""
    time.sleep = sleep
    os.get_inheritable, os.set_inheritable = _get_inheritable, _set_inheritable
    signal.signal(signal.SIGALRM, _tick)


# No program starts another here; the flag is kept because socket.set_inheritable() can be asked for it.
_inheritable = set()


def _get_inheritable(fd, /):
    return fd in _inheritable


def _set_inheritable(fd, inheritable, /):
    if inheritable:
        _inheritable.add(fd)
    else:
        _inheritable.discard(fd)


def _left(end):
    if end is None:
        return None
    # Rounded up: poll() counts whole milliseconds, and must not return early.
    return max(0, -int((time.monotonic() - end) * 1000 // 1))


def _value(text):
    import json

    return json.loads(text)


def _checked(seconds):
    if not isinstance(seconds, (int, float)):
        if not hasattr(seconds, "__index__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
        seconds = seconds.__index__()
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    return seconds


def _tick(_signum, _frame):
    """Runs every few milliseconds of computing (web/program/ticks.js): the worker handles its messages, Stop among them."""
    if can_run_sync():
        _poll().poll(0)
