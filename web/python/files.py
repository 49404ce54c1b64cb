"""Errors of the file system, with Linux's numbers: emscripten's C library raises its own."""

import builtins
import functools
import io
import os

import _echoroom_linux as linux
import _echoroom_paths as paths

# Calls that a program may see fail.
NAMES = (
    "access", "chdir", "chmod", "close", "fstat", "ftruncate", "link", "listdir", "lseek", "lstat", "mkdir", "open", "read",
    "readlink", "remove", "rename", "replace", "rmdir", "scandir", "stat", "symlink", "truncate", "unlink", "utime", "write",
)

NUMBERS = {name: number for number, name, _ in linux.ERRORS}


def install():
    """Wraps open() and the calls of os."""
    io.open = builtins.open = _translated(io.open)
    for name in NAMES:
        if hasattr(os, name):
            setattr(os, name, _translated(getattr(os, name)))
    paths.install()


def _translated(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except OSError as error:
            failure = _as_linux(error)
        raise failure

    return call


def _as_linux(error):
    number = NUMBERS.get(linux.FROM_EMSCRIPTEN.get(error.errno))
    if number is None:
        return error
    return OSError(number, linux.strerror(number), error.filename, None, error.filename2)
