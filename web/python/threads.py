"""The `_thread` module of a program whose threads are stacks in one worker. CPython's own threading.py stands on it.

One thread runs at a time (web/program/threads.js). It gives way in kernel.park() and kernel.wait(), or between two bytecodes of the
reader's code, never within a function of this file unless that calls these: so nothing here needs guarding.
"""

import _queue
import _signal
import _thread
import contextvars
import importlib
import os
import sys
from asyncio import _set_running_loop

import _echoroom_kernel as kernel
import _echoroom_local as local
import _echoroom_locks as locks
from pyodide.ffi import can_run_sync

# The module that its class names as its own.
__name__ = "_thread"

# Fewer than Linux allows; each costs a stack.
_MOST = 1000

_current = kernel.CURRENT
_unpark = kernel.call.unpark


def install():
    """Puts threads, locks and thread-local data in the place of C's, everywhere."""
    import logging
    import queue
    import threading

    replaced = []
    for name, value in _module().items():
        if hasattr(_thread, name):
            replaced.append((getattr(_thread, name), value))
        setattr(_thread, name, value)
    _signal.signal = signal
    _signal.raise_signal = sys.modules["signal"].raise_signal = raise_signal
    os.kill = kill
    importlib.reload(threading)
    importlib.reload(queue)
    _queue.SimpleQueue = queue.SimpleQueue = queue._PySimpleQueue
    for name, module in list(sys.modules.items()):
        if not name.startswith("_echoroom"):
            _replace(getattr(module, "__dict__", {}), replaced)
    logging._defaultLastResort.createLock()


def _module():
    names = {name: globals()[name] for name in (
        "_ThreadHandle", "_count", "_get_main_thread_ident", "_make_thread_handle", "_shutdown", "get_ident", "get_native_id",
        "interrupt_main", "stack_size", "start_joinable_thread", "start_new_thread",
    )}
    kinds = dict.fromkeys(("lock", "LockType", "allocate", "allocate_lock"), locks.lock)
    return names | kinds | {"RLock": locks.RLock, "_local": local._local, "start_new": start_new_thread}


def _replace(names, replaced):
    """Modules that were loaded before us hold what they took from _thread, and locks."""
    for name, value in list(names.items()):
        for old, new in replaced:
            if value is old:
                names[name] = new
            elif type(value) is old:
                names[name] = new()


class _ThreadHandle:
    """A thread to be waited for."""

    __slots__ = ("_ident", "_done", "_joiners", "_daemon", "__weakref__")

    def __init__(self):
        self._ident, self._done, self._joiners, self._daemon = 0, False, [], True

    ident = property(lambda self: self._ident)

    def __reduce__(self):
        raise TypeError("cannot pickle '_thread._ThreadHandle' object")

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True
        for ident in self._joiners:
            _unpark(ident)

    def join(self, timeout=None, /):
        if not self._ident:
            raise RuntimeError("thread not started")
        me = _current[0]
        if self._ident == me and not self._done:
            raise RuntimeError("Cannot join current thread")
        deadline = kernel.deadline(timeout)
        self._joiners.append(me)
        try:
            while not self._done and kernel.park(deadline):
                pass
        finally:
            self._joiners.remove(me)

    def __repr__(self):
        return f"<{__name__}._ThreadHandle object: ident={self._ident}>"


def _make_thread_handle(ident, /):
    handle = _ThreadHandle()
    handle._ident = ident
    return handle


# The handles of the threads that live, by number; and what those are to do that have not begun yet.
_living = {}
_beginning = {}
_last = kernel.MAIN
_ending = False


def start_joinable_thread(function, handle=None, daemon=True):
    """Starts a thread that joins at the end of the program, unless it is a daemon."""
    if not callable(function):
        raise TypeError("thread function must be callable")
    if handle is None:
        handle = _ThreadHandle()
    elif not isinstance(handle, _ThreadHandle):
        raise TypeError("'handle' must be a _ThreadHandle")
    if handle._ident:
        raise RuntimeError("thread already started")
    handle._daemon = daemon
    _start(handle, function, (), {})
    return handle


def start_new_thread(function, args, kwargs={}, /):
    """Starts a thread that nobody waits for; its number."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    handle = _ThreadHandle()
    _start(handle, function, args, kwargs)
    return handle._ident


def _start(handle, function, args, kwargs):
    global _last
    if _ending:
        raise PythonFinalizationError("can't create new thread at interpreter shutdown")
    if kernel.stands_still:
        raise RuntimeError("can't start new thread: this browser can't suspend WebAssembly, so programs here have one thread")
    if len(_living) >= _MOST or not can_run_sync():
        raise RuntimeError("can't start new thread")
    _last += 1
    handle._ident = _last
    _living[_last] = handle
    _beginning[_last] = function, args, kwargs
    kernel.share(sys.getswitchinterval())
    kernel.call.startThread(_last)


def live(ident):
    """A thread from its begin to its end."""
    function, args, kwargs = _beginning.pop(ident)
    _set_running_loop(None)
    try:
        contextvars.Context().run(function, *args, **kwargs)
    except SystemExit:
        pass
    except BaseException as error:
        unraisable(error, f"Exception ignored in thread started by {function!r}")
    finally:
        function = args = kwargs = None
        local.forget(ident)
        _living.pop(ident)._set_done()


def _shutdown():
    """Waits for all threads but daemons."""
    global _ending
    while waited_for := [handle for handle in _living.values() if not handle._daemon]:
        waited_for[0].join()
    _ending = True


def get_ident():
    """The number of the calling thread."""
    return _current[0]


def _get_main_thread_ident():
    return kernel.MAIN


def get_native_id():
    """As on Linux: the main thread's is the process's."""
    return os.getpid() + _current[0] - kernel.MAIN


def _count():
    return len(_living)


_stack_size = 0


def stack_size(size=0, /):
    """All stacks grow as they need to; the size is kept to be told."""
    global _stack_size
    if size and size < 32768:
        raise ValueError("size must be at least 32768 bytes")
    before, _stack_size = _stack_size, size
    return before


# Signals: their handlers run in the main thread, and only it may set them.

_interrupt_self = _thread.interrupt_main
_set_handler, _raise_signal, _kill = _signal.signal, _signal.raise_signal, os.kill


def interrupt_main(signum=_signal.SIGINT, /):
    """Simulates the arrival of a signal: the main thread finds it when it goes on."""
    if _current[0] == kernel.MAIN or not 0 < signum < _signal.NSIG:
        _interrupt_self(signum)
    else:
        kernel.call.tellMain(signum)


def raise_signal(signalnum, /):
    if _current[0] == kernel.MAIN or not callable(_signal.getsignal(signalnum)):
        _raise_signal(signalnum)
    else:
        kernel.call.tellMain(signalnum)


def kill(pid, signalnum, /):
    """os.kill(): a signal to the program itself ends what its main thread waits for."""
    if pid == os.getpid() and _current[0] != kernel.MAIN and callable(_signal.getsignal(signalnum)):
        kernel.call.interruptMain(signalnum)
    else:
        _kill(pid, signalnum)


def signal(signalnum, handler, /):
    if _current[0] != kernel.MAIN:
        raise ValueError("signal only works in main thread of the main interpreter")
    return _set_handler(signalnum, handler)


def unraisable(error, message):
    """Tells of an exception that nobody can catch, as CPython does."""
    tb = error.__traceback__
    while tb and tb.tb_frame.f_code.co_filename.startswith(kernel.OURS):
        tb = tb.tb_next
    sys.unraisablehook(_UnraisableHookArgs((type(error), error, tb, message, None)))


def _kind_of_arguments():
    """What sys.unraisablehook is called with; no module has it by name."""
    kinds = []
    before, sys.unraisablehook = sys.unraisablehook, lambda arguments: kinds.append(type(arguments))
    type("", (), {"__del__": None})()
    sys.unraisablehook = before
    return kinds[0]


_UnraisableHookArgs = _kind_of_arguments()
