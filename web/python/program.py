"""The reader's program: runs it as `python3 server.py` would, and tells how it ended."""

import _colorize
import atexit
import builtins
import io
import linecache
import os
import random
import sys
import threading
import traceback
import types

import _echoroom_asyncio as loops
import _echoroom_kernel as kernel
import _echoroom_linux as linux
import _echoroom_threads as threads

HOME = "/home/reader"
# As high as terminals are when nobody has said otherwise: a console in a page grows.
ROWS = 24
# How many frames of ours lie below the program's own in main(): they don't count.
BELOW = 3

_program = None


class Keyboard(io.RawIOBase):
    """What the reader types in the page, handed over as a terminal does: a line at a time."""

    name = "<stdin>"
    mode = "rb"

    def __init__(self):
        self._rest = b""

    def readable(self):
        return True

    def isatty(self):
        return True

    def fileno(self):
        return 0

    def readinto(self, buffer, /):
        line = self._rest or self._line().encode("utf-8", "replace")
        size = min(len(line), len(buffer))
        buffer[:size] = line[:size]
        self._rest = line[size:]
        return size

    def _line(self):
        line = kernel.call.readLine()
        while line is None:
            kernel.wait(kernel.STDIN, kernel.POLLIN)
            line = kernel.call.readLine()
        return line


def _in_turn(read):
    def call(self, *args):
        with self.turn:
            return read(self, *args)

    return call


class BufferedReader(io.BufferedReader):
    """Lets one thread read after another: C's lock takes ours, which share one of the machine's, for a single one."""

    def __init__(self, raw):
        super().__init__(raw)
        self.turn = threading.Lock()

    read, read1, readline, peek, readinto, readinto1 = (
        _in_turn(getattr(io.BufferedReader, name))
        for name in ("read", "read1", "readline", "peek", "readinto", "readinto1")
    )


def install():
    """The console, and tracebacks without our frames."""
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(BufferedReader(Keyboard()), encoding="utf-8")
    sys.stdin.mode = "r"
    _hide_frames_from_recursion_limit()
    # The console shows text without colours; C's way of printing asks this, too.
    _colorize.can_colorize = lambda **_: False
    walk = traceback._walk_tb_with_full_positions
    traceback._walk_tb_with_full_positions = lambda tb: (
        entry for entry in walk(tb) if not entry[0].f_code.co_filename.startswith(kernel.OURS)
    )


def _hide_frames_from_recursion_limit():
    get, put = sys.getrecursionlimit, sys.setrecursionlimit
    put(get() + BELOW)
    sys.getrecursionlimit = lambda: get() - BELOW
    sys.setrecursionlimit = lambda limit, /: put(limit + BELOW if limit > 0 else limit)


def prepare(file, code, columns):
    """Puts the program where CPython looks for the lines that it quotes."""
    global _program
    # Not earlier: Pyodide sets a hook of its own whenever it starts from a snapshot.
    sys.excepthook = lambda _kind, error, _tb: _report(error)
    # A snapshot's own numbers would be the same in every program.
    random.seed()
    os.makedirs(HOME, exist_ok=True)
    os.chdir(HOME)
    _be_terminal(columns)
    put(file, code)
    sys.argv = [file]
    sys.path[0] = HOME
    _program = file, code
    # Pyodide's own: the program's output goes to the console piece by piece.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)


def put(file, text):
    """Puts a file beside the program."""
    with open(f"{HOME}/{file}", "w", encoding="utf-8", newline="") as out:
        out.write(text)


def _be_terminal(columns):
    """What programs ask of the console that they print to."""
    size = os.terminal_size((columns, ROWS))
    is_terminal = os.isatty

    def get_terminal_size(fd=1, /):
        if fd in (0, 1, 2):
            return size
        raise linux.error(25)

    os.get_terminal_size = get_terminal_size
    os.isatty = lambda fd, /: fd == 0 or is_terminal(fd)
    os.environ["COLUMNS"] = str(columns)
    os.environ["TERM"] = "xterm-256color"
    # Nobody types there: without it getpass() reads stdin, and says that the line is seen.
    if os.path.exists("/dev/tty"):
        os.remove("/dev/tty")


def main():
    """Runs the program to its end; returns its exit code."""
    file, code = _program
    loops.begin()
    main = types.ModuleType("__main__")
    main.__file__ = file
    main.__builtins__ = builtins
    main.__cached__ = None
    sys.modules["__main__"] = main
    status = _guarded(lambda: exec(compile(code, file, "exec", dont_inherit=True), main.__dict__))
    ended = _guarded(_finish)
    return status or ended


def _finish():
    try:
        threading._shutdown()
    except BaseException as error:
        threads.unraisable(error, "Exception ignored on threading shutdown")
    atexit._run_exitfuncs()
    _flush()


def _guarded(action):
    try:
        action()
        return 0
    except BaseException as error:
        raised = error
    # Not above: what a hook raises has no other exception as its context.
    if isinstance(raised, SystemExit):
        return _exit_code(raised.code)
    _hook(raised)
    return 130 if isinstance(raised, KeyboardInterrupt) else 1


def _hook(error):
    """sys.excepthook, which the program may have replaced."""
    while error.__traceback__ and error.__traceback__.tb_frame.f_code.co_filename.startswith(kernel.OURS):
        error.__traceback__ = error.__traceback__.tb_next
    try:
        sys.excepthook(type(error), error, error.__traceback__)
        return
    except BaseException as failed:
        failure = failed
    print("Error in sys.excepthook:", file=sys.stderr)
    _report(failure)
    print("\nOriginal exception was:", file=sys.stderr)
    _report(error)


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _report(error):
    linecache.checkcache()
    _flush()
    traceback.print_exception(error, file=sys.stderr)
    _flush()


def _flush():
    """What the program has printed, if it has left that open."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
