"""Between Python and the worker: waiting, and signals.

`call` holds the system calls (web/program/kernel.js). Nothing here knows what a socket is.
"""

import array
import opcode
import os
import signal
import sys
import time
from select import POLLIN, poll as _poll  # CPython's own: its poll() suspends the WebAssembly stack

from js import echoroom as call
from pyodide.ffi import can_run_sync

# As in web/program/wait.js: what the numbers given to poll() mean.
SOCKETS = 10_000
EDGES = 500_000
REQUESTS = 1_000_000
STDIN = 999_999
PARKED = 999_998

# The number of the thread that runs, written by web/program/threads.js whenever it lets one go on.
MAIN = 1
CURRENT = array.array("i", [MAIN])
# As in web/program/ticks.js.
_TICK, _AFTER = 62, 63
# Where our own modules say they are.
OURS = "<echoroom "

# poll() counts milliseconds in a C int.
_LONGEST = 2**31 - 1


# Whether a wait stops the whole worker.
stands_still = False


class _StandingPoll:
    """poll(2) where a stack can't be suspended: the worker stands still (web/program/beside/)."""

    # Texts and no JSON: Stop must not be seen to interrupt a module of the library.
    def __init__(self):
        self._interest = []

    def register(self, number, events):
        self._interest.append(f"{number} {events}")

    def poll(self, timeout=None):
        end = None if timeout is None else time.monotonic() + timeout / 1000
        while True:
            found = call.poll(" ".join(self._interest), _left(end))
            if found != "interrupted":
                numbers = [int(each) for each in found.split()]
                return list(zip(numbers[::2], numbers[1::2]))
            # If its handler returns, the wait goes on (PEP 475).
            signal.raise_signal(signal.SIGINT)


def stand_still():
    """From now on a wait stops the whole worker: there is no other way in this browser."""
    global _poll, stands_still
    _poll, stands_still = _StandingPoll, True


def wait(number, events, deadline=None):
    """Suspends until one of `events` holds; False if the deadline (time.monotonic()) came first."""
    poller = _poll()
    poller.register(number, events)
    return bool(poller.poll(None if deadline is None else _left(deadline)))


def wait_many(interest, deadline=None):
    """poll(2): `interest` is pairs of number and events; returns the pairs of number and what holds."""
    poller = _poll()
    for number, events in interest:
        poller.register(number, events)
    return poller.poll(_left(deadline))


def park(deadline=None):
    """Suspends the calling thread until another one calls unpark() with its number; False if the deadline came first."""
    return wait(PARKED, POLLIN, deadline)


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
    signal.signal(_TICK, _tick)
    signal.signal(_AFTER, call.afterTick)


def share(interval):
    """From now on there are several threads: they change places every `interval` seconds, at bytecodes where that is safe."""
    global _shared
    _shared = True
    call.share(interval * 1000)


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
    return min(max(0, -int((time.monotonic() - end) * 1000 // 1)), _LONGEST)


def _value(text):
    import json

    return json.loads(text)


def _checked(seconds):
    if not isinstance(seconds, (int, float)):
        if not hasattr(seconds, "__index__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
        seconds = seconds.__index__()
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    return seconds


_shared = False
_since = None


def _tick(_signum, frame):
    """Runs every few milliseconds of computing (web/program/ticks.js): the worker handles its messages, Stop among them."""
    if not can_run_sync():
        return
    if _shared and frame and not _may_switch(frame):
        call.putOffTick()
    else:
        _poll().poll(0)


# A tick is put off from one look for signals to the next; after so many seconds a thread loses its turn wherever it is.
_PATIENCE = 0.05
# Where CPython lets another thread run between two instructions, and not within a call in C that may hold a lock of its own.
_BETWEEN = {opcode.opmap[name] for name in ("RESUME", "JUMP_BACKWARD")}
_INDIVISIBLE = (OURS, "<frozen importlib")


def _may_switch(frame):
    global _since
    code = frame.f_code
    if code.co_filename.startswith(_INDIVISIBLE):
        return False
    if code.co_code[frame.f_lasti] not in _BETWEEN:
        now = time.monotonic()
        _since = _since or now
        if now - _since < _PATIENCE:
            return False
    _since = None
    return True
