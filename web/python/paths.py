"""Sockets among the files: what os says of a path that is bound in AF_UNIX, by this program or by another of the reader's.

Each program has files of its own in its memory; the relay knows the sockets of all. A socket becomes a file here, which
looks like one and can't be opened, once this program binds it or asks about it.
"""

import functools
import os
import stat

import _echoroom_address as address
import _echoroom_kernel as kernel
import _echoroom_linux as linux

# Where programs begin (program.py), and where the relay looks for relative paths.
HOME = "/home/reader"
# `sun_path` of unix(7), with the 0 at its end.
LONGEST = 108

_ENOENT, _ENOTDIR, _EADDRINUSE, _ECONNREFUSED = 2, 20, 98, 111


def install():
    """Lets the calls of os see sockets."""
    os.stat, os.lstat = _seeing(os.stat), _seeing(os.lstat)
    os.unlink, os.remove = _removing(os.unlink), _removing(os.remove)


def name(given):
    """The bytes of a name as bind() and connect() take it, in the words of CPython's C."""
    if isinstance(given, str):
        given = os.fsencode(given)
    try:
        raw = bytes(memoryview(given))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(given).__name__}'") from None
    if _is_path(raw):
        # The kernel reads a path up to its first 0.
        raw = _from_home(raw.partition(b"\0")[0])
    if len(raw) > LONGEST - _is_path(raw):
        raise OSError("AF_UNIX path too long")
    return raw


def check_bind(raw):
    """What Linux finds of a path before it makes a socket there, as far as this program's own files tell."""
    if not _is_path(raw):
        return
    folder = _kind(os.path.dirname(os.fsdecode(raw)) or ".", _stat)
    if folder != stat.S_IFDIR:
        raise linux.error(_ENOENT if folder is None else _ENOTDIR)
    if _kind(os.fsdecode(raw)) not in (None, stat.S_IFSOCK):
        raise linux.error(_EADDRINUSE)


def bound(raw):
    """A socket of this program has the name: its file appears."""
    if _is_path(raw):
        _appear(os.fsdecode(raw))


def missing(raw):
    """The errno for a name that the relay doesn't find: there may be a file that is no socket."""
    found = _is_path(raw) and _kind(os.fsdecode(raw))
    return _ECONNREFUSED if found else _ENOENT


def _is_path(raw):
    return raw[:1] not in (b"", b"\0")


def _from_home(raw):
    """A relative path as the relay is to read it."""
    here = os.getcwd()
    return raw if here == HOME or raw.startswith(b"/") else os.path.join(os.fsencode(here), raw)


def _seeing(look):
    @functools.wraps(look)
    def call(path, *args, **kwargs):
        try:
            found = look(path, *args, **kwargs)
            if stat.S_ISSOCK(found.st_mode) and not _ask(kernel.call.stat, path, **kwargs):
                # Another program has removed it.
                _unlink(path, dir_fd=kwargs.get("dir_fd"))
                look(path, *args, **kwargs)
            return found
        except OSError as error:
            if error.errno != _ENOENT or not _ask(kernel.call.stat, path, **kwargs):
                raise
        _appear(_whole(path, **kwargs))
        return look(path, *args, **kwargs)

    return call


def _removing(remove):
    @functools.wraps(remove)
    def call(path, *, dir_fd=None):
        kind = _kind(path, dir_fd=dir_fd)
        if kind in (None, stat.S_IFSOCK):
            gone = _ask(kernel.call.unlink, path, dir_fd=dir_fd)
            if kind:
                remove(path, dir_fd=dir_fd)
            if gone:
                return
        remove(path, dir_fd=dir_fd)

    return call


# The calls as they are for files alone.
_stat, _lstat, _unlink = os.stat, os.lstat, os.unlink


def _kind(path, look=_lstat, **where):
    try:
        return stat.S_IFMT(look(path, **where).st_mode)
    except OSError:
        return None


def _whole(path, dir_fd=None, **_):
    """The path, from the folder that it is relative to."""
    folder = os.getcwd() if dir_fd is None else os.readlink(f"/proc/self/fd/{dir_fd}")
    return os.path.join(folder, os.fsdecode(path))


def _ask(request, path, dir_fd=None, **_):
    """Whether the relay finds a socket there, and has done with it what was asked."""
    if isinstance(path, int) or not (kernel.stands_still or kernel.can_run_sync()):
        return False
    raw = _from_home(os.fsencode(path if dir_fd is None else _whole(path, dir_fd)))
    if len(raw) >= LONGEST:
        return False
    request = request(address.unix_text(raw))
    return request >= 0 and kernel.result(request) == 0


def _appear(path):
    # Emscripten's file system knows names in UTF-8 only; a surrogate stands for a byte that isn't.
    is_text = not any("\ud800" <= char <= "\udfff" for char in path)
    if is_text and _kind(path) is None:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        kernel.call.makeSocket(os.path.join(os.getcwd(), path))
