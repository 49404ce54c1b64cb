"""`threading.local`: objects with attributes of their own in each thread. C's are shared by all threads of a worker."""

from _weakrefset import WeakSet

import _echoroom_kernel as kernel

# The module that its class names as its own.
__name__ = "_thread"

_current = kernel.CURRENT
_get, _set = object.__getattribute__, object.__setattr__
_all = WeakSet()


class _local:
    """Thread-local data."""

    __slots__ = ("_local__dicts", "_local__arguments", "__dict__", "__weakref__")

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        _set(self, "_local__dicts", {_current[0]: {}})
        _set(self, "_local__arguments", (args, kwargs))
        _all.add(self)
        return self

    def __getattribute__(self, name):
        _enter(self)
        try:
            return _get(self, name)
        except AttributeError:
            if type(self) is _local:
                raise AttributeError(f"{_named(self)} has no attribute '{name}'", name=name, obj=self) from None
            raise

    def __setattr__(self, name, value):
        _writable(self, name)
        _enter(self)
        _set(self, name, value)

    def __delattr__(self, name):
        _writable(self, name)
        _enter(self)
        object.__delattr__(self, name)


def _enter(each):
    """Gives the object the attributes that it has in the calling thread."""
    dicts, me = _get(each, "_local__dicts"), _current[0]
    own = dicts.get(me)
    if own is None:
        own = dicts[me] = {}
        args, kwargs = _get(each, "_local__arguments")
        type(each).__init__(each, *args, **kwargs)
    _set(each, "__dict__", own)


def _writable(each, name):
    if name == "__dict__":
        raise AttributeError(f"{_named(each)} attribute '__dict__' is read-only")


def _named(each):
    """As C names its types: with their module."""
    return "'_thread._local' object" if type(each) is _local else f"'{type(each).__name__}' object"


def forget(ident):
    """A thread has ended: so have its attributes."""
    for each in list(_all):
        if _get(each, "_local__dicts").pop(ident, None) is not None:
            _set(each, "__dict__", {})
