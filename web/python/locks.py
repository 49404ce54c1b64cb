"""The locks of the `_thread` module: C's own would wait for a thread that can never run.

One thread runs at a time, and none gives way within a function of this file but in kernel.park(): so nothing here needs guarding.
"""

import collections
import time
from _thread import TIMEOUT_MAX

import _echoroom_kernel as kernel

# The module that its classes name as their own.
__name__ = "_thread"

# Who has stood in line for so many seconds gets the lock, whoever else asks for it: as with CPython's.
_FAIR = 0.001

_current = kernel.CURRENT
_unpark = kernel.call.unpark
# A deadline: doesn't wait.
_AT_ONCE = object()


class lock:
    """A lock that any thread may release."""

    __slots__ = ("_held", "_owner", "_line", "__weakref__")

    def __new__(cls):
        self = object.__new__(cls)
        self._held, self._owner, self._line = 0, 0, None
        return self

    def __init_subclass__(cls):
        raise TypeError(f"type '{__name__}.lock' is not an acceptable base type")

    def acquire(self, blocking=True, timeout=-1):
        if timeout != -1 or not blocking:
            deadline = _deadline(blocking, timeout)
            if self._held:
                return deadline is not _AT_ONCE and _stand_in_line(self, deadline)
        elif self._held:
            return _stand_in_line(self, None)
        self._held = 1
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = 0
        if self._line:
            _pass_on(self)

    def locked(self):
        return self._held > 0

    __enter__ = acquire

    def __exit__(self, *_):
        self.release()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        return f"<{state} {__name__}.lock object at {id(self):#x}>"

    def __reduce_ex__(self, _protocol):
        raise TypeError(f"cannot pickle '{__name__}.lock' object")

    def _at_fork_reinit(self):
        self._held = self._owner = 0


class RLock:
    """A lock that its owner may acquire again."""

    __slots__ = ("_held", "_owner", "_line", "__weakref__")

    def __new__(cls, *_arguments, **_named):
        self = object.__new__(cls)
        self._held, self._owner, self._line = 0, 0, None
        return self

    def acquire(self, blocking=True, timeout=-1):
        me = _current[0]
        deadline = None if timeout == -1 and blocking else _deadline(blocking, timeout)
        if self._held:
            if self._owner != me:
                return deadline is not _AT_ONCE and _stand_in_line(self, deadline)
            self._held += 1
        else:
            self._held, self._owner = 1, me
        return True

    def release(self):
        if self._owner != _current[0]:
            raise RuntimeError("cannot release un-acquired lock")
        self._held -= 1
        if not self._held:
            self._owner = 0
            if self._line:
                _pass_on(self)

    def locked(self):
        return self._held > 0

    __enter__ = acquire

    def __exit__(self, *_):
        self.release()

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        kind = type(self)
        return (f"<{state} {kind.__module__}.{kind.__qualname__} object owner={self._owner} "
                f"count={self._held} at {id(self):#x}>")

    def __reduce_ex__(self, _protocol):
        raise TypeError(f"cannot pickle '{type(self).__module__}.{type(self).__qualname__}' object")

    def _at_fork_reinit(self):
        self._held = self._owner = 0

    # What Condition needs of a lock that may be held several times over.

    def _is_owned(self):
        return self._owner == _current[0]

    def _recursion_count(self):
        return self._held if self._owner == _current[0] else 0

    def _release_save(self):
        if self._owner != _current[0]:
            raise RuntimeError("cannot release un-acquired lock")
        state = self._held, self._owner
        self._held = 1
        self.release()
        return state

    def _acquire_restore(self, state):
        raised = _insist(self)
        self._held, self._owner = state
        if raised:
            raise raised


def _deadline(blocking, timeout):
    """When acquire() is to give up; its arguments are checked in C's order and words."""
    if not isinstance(timeout, (int, float)):
        timeout = _seconds(timeout)
    if timeout != timeout:
        raise ValueError("Invalid value NaN (not a number)")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timestamp out of range for platform time_t" if isinstance(timeout, float) else
                            "timestamp too large to convert to C PyTime_t")
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return _AT_ONCE
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout == -1:
        return None
    return time.monotonic() + timeout if timeout else _AT_ONCE


def _seconds(value):
    if not hasattr(value, "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer or float")
    return value.__index__()


class _Place:
    """A thread that stands in line for a lock."""

    __slots__ = ("ident", "since", "called", "granted")

    def __init__(self, ident):
        self.ident = ident
        self.since = time.monotonic()
        self.called = self.granted = False


def _stand_in_line(mutex, deadline):
    """Waits for a lock that is held; whether the calling thread came to hold it."""
    if mutex._line is None:
        mutex._line = collections.deque()
    place = _Place(_current[0])
    mutex._line.append(place)
    try:
        while not place.granted:
            place.called = False
            in_time = kernel.park(deadline)
            if not mutex._held:
                mutex._held, mutex._owner, place.granted = 1, place.ident, True
            elif not in_time:
                break
        return place.granted
    except BaseException:
        if place.granted:
            mutex._held = mutex._owner = 0
        raise
    finally:
        if place in mutex._line:
            mutex._line.remove(place)
        if mutex._line and not mutex._held:
            _pass_on(mutex)


def _insist(mutex):
    """Acquires a lock whatever signals come; what their handlers raised, raised when the lock is held."""
    raised = None
    while mutex._held:
        try:
            _stand_in_line(mutex, None)
            break
        except BaseException as error:
            raised = error
    return raised


def _pass_on(mutex):
    """A lock was let go: the thread that has waited longest may try for it, or has it now if that took long."""
    place = mutex._line[0]
    if time.monotonic() - place.since >= _FAIR:
        mutex._line.popleft()
        mutex._held, mutex._owner, place.granted = 1, place.ident, True
    if not place.called:
        place.called = True
        _unpark(place.ident)
