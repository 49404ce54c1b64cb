"""How CPython's C functions refuse arguments, for functions of ours that stand in their place: the same exceptions, the same texts."""

import functools
import operator

# In place of an argument that was left out.
MISSING = object()

_SSIZE = 1 << 63
_LONG = 1 << 63
_INT = 1 << 31


def wrong_number(name, least, most, given):
    """PyArg_ParseTuple: too few or too many."""
    word = "exactly" if least == most else "at least" if given < least else "at most"
    limit = least if given < least else most
    return TypeError(f"{name}() takes {word} {limit} argument{'' if limit == 1 else 's'} ({given} given)")


def positional(owner, name, least, most, first, more, named):
    """What is wrong with a call of a C method that takes positional arguments only, and whose Python one has collected the rest."""
    bound(name, (owner,))
    if named:
        return TypeError(f"socket.{name}() takes no keyword arguments")
    return wrong_number(name, least, most, most + len(more) if more else 0 if first is MISSING else least)


def keywords(owner, name, first, known, more, named):
    """The same for a method that also takes its arguments by their names."""
    bound(name, (owner,))
    for each in named:
        if each not in known:
            return TypeError(f"{name}() got an unexpected keyword argument '{each}'")
    if more:
        return TypeError(f"{name}() takes at most {len(known)} arguments ({len(known) + len(more)} given)")
    return TypeError(f"{name}() missing required argument '{known[0]}' (pos 1)")


def by_name(needed, *names, called=None):
    """A method whose arguments may be given by name, the first `needed` of which must be."""

    def counted(method):
        name = called or method.__name__

        @functools.wraps(method)
        def call(self, *given, **named):
            count = len(given) + len(named)
            if count > len(names):
                raise wrong_number(name, needed, len(names), count)
            for each in named:
                if each not in names[len(given):]:
                    raise TypeError(f"{name}() got an unexpected keyword argument '{each}'")
            for position, each in enumerate(names[len(given):needed], len(given) + 1):
                if each not in named:
                    raise TypeError(f"{name}() missing required argument '{each}' (pos {position})")
            return method(self, *given, **named)

        return call

    return counted


def one_argument(method):
    """A method of exactly one argument (METH_O)."""
    return _counted(method, 1, "exactly one argument")


def no_arguments(method):
    """A method of none (METH_NOARGS)."""
    return _counted(method, 0, "no arguments")


def _counted(method, count, takes):
    name = method.__name__

    @functools.wraps(method)
    def call(*given, **named):
        owner, *arguments = bound(name, given)
        if named:
            raise TypeError(f"socket.{name}() takes no keyword arguments")
        if len(arguments) != count:
            raise TypeError(f"socket.{name}() takes {takes} ({len(arguments)} given)")
        return method(owner, *arguments)

    call.__qualname__ = f"socket.{name}"
    del call.__wrapped__
    return call


def bound(name, given):
    """What a method is called with, if the first of it is a socket: the class's own method can be called with anything."""
    from _socket import socket

    if not given:
        raise TypeError(f"unbound method socket.{name}() needs an argument")
    if not isinstance(given[0], socket):
        kind = type(given[0]).__name__
        raise TypeError(f"descriptor '{name}' for '_socket.socket' objects doesn't apply to a '{kind}' object")
    return given


def c_int(value):
    """Format `i`."""
    value = operator.index(value)
    if -_INT <= value < _INT:
        return value
    if not -_LONG <= value < _LONG:
        raise OverflowError("Python int too large to convert to C long")
    raise OverflowError(f"signed integer is {'greater than maximum' if value > 0 else 'less than minimum'}")


def as_int(value):
    """PyLong_AsInt."""
    value = operator.index(value)
    if not -_INT <= value < _INT:
        raise OverflowError("Python int too large to convert to C int")
    return value


def c_ssize(value):
    """Format `n`."""
    value = operator.index(value)
    if not -_SSIZE <= value < _SSIZE:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return value


def octets(data):
    """Format `y*`: a view of bytes."""
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None
    return _flat(view)


def writable(data, refusal):
    """Format `w*`: a view of bytes that can be written. `refusal` is TypeError's text."""
    try:
        view = memoryview(data)
    except TypeError:
        raise TypeError(refusal) from None
    if view.readonly:
        raise TypeError(refusal)
    return _flat(view)


def text(name, position, value):
    """Format `s`."""
    if not isinstance(value, str):
        raise TypeError(f"{name}() argument {position} must be str, not {type(value).__name__}")
    if "\0" in value:
        raise ValueError("embedded null character")
    return value


def _flat(view):
    if not view.c_contiguous:
        raise BufferError("memoryview: underlying buffer is not C-contiguous")
    return view.cast("B")
