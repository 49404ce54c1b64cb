"""What a check of an exercise stands on: it plays the other side of the reader's program and says in a sentence what is wrong.

A check is an ordinary program with this file beside it. It passes by running to its end and fails by raising Wrong. With whoever
runs it, a page (web/src/ui/exercise) or a test (e2e/lib/exercises.mjs), it talks in lines of JSON:

    in    {"file": "server.py", "says": {"stopped": "…", …}}, once: web/texts has what there is to be said
          {"running": true}, after each start
          {"ended": 1, "stopped": false, "stdout": "…", "stderr": "…"}, when the reader's program has ended
    out   {"do": "start"}, {"do": "stop"}
          {"passed": true} or {"wrong": "…"} or {"broken": "…"}, once, at the end
"""

import atexit
import errno
import json
import re
import select
import socket
import sys
import time

# Seconds. What a correct program does in milliseconds may take seconds on a busy machine.
PATIENCE = 6
PAUSE = 0.05
# Bytes of a line with all that a program has printed.
LONGEST = 2**20
# How long an error may take to show after a connection has broken, and otherwise.
LAST_WORDS = 1.5
LAST_LOOK = 0.1


class Wrong(Exception):
    """The reader's program isn't right; its text says what is wrong, in the lesson's language."""


class Program:
    """The reader's program. It may be started and stopped as often as a check likes."""

    def __init__(self):
        self._unread = b""
        self._over()
        hello = self._next(None)
        self.file = hello["file"]
        self.says = hello["says"]

    def start(self):
        """Starts it; it runs when this returns."""
        _tell(do="start")
        # The end of an earlier run may be unread yet.
        while "running" not in self._next(None):
            pass
        self._over()
        self.running = True

    def wait(self, seconds=PATIENCE):
        """Waits for its end; Wrong if it goes on for longer, or ended with an error."""
        if not self.has_ended(seconds):
            raise Wrong(_say("goes_on", seconds=seconds))
        if self.exit:
            raise Wrong("")

    def stop(self):
        """Stops it, as the reader would. What it has printed is in `output` then."""
        if self.running:
            self.asked_to_stop = True
            _tell(do="stop")
        while self.running:
            self._hear(self._next(None))

    def has_ended(self, seconds=0):
        """Whether it ends within so many seconds."""
        if self.running:
            event = self._next(time.monotonic() + seconds)
            if event:
                self._hear(event)
        return not self.running

    @property
    def lines(self):
        """What it has printed, once it has ended."""
        return self.output.splitlines()

    def trouble(self):
        """The error it ended with, as a sentence; None if it runs, or ended well."""
        if self.running:
            return None
        if self.stopped:
            return _say("stopped") if not self.asked_to_stop else None
        if not self.exit:
            return None
        error = (self.errors.strip().splitlines() or [""])[-1]
        if f"[Errno {errno.EADDRINUSE}]" in error:
            return _say("in_use")
        places = re.findall(rf'File "(?:[^"]*/)?{re.escape(self.file)}", line (\d+)', self.errors)
        if not places:
            return _say("failed", error=error)
        unreadable = error.startswith(("SyntaxError", "IndentationError", "TabError"))
        return _say("unreadable" if unreadable else "failed_in_line", line=places[-1], error=error)

    def _over(self):
        self.running = self.stopped = self.asked_to_stop = False
        self.exit, self.output, self.errors = None, "", ""

    def _hear(self, event):
        if "ended" in event:
            self.running = False
            self.exit, self.stopped = event["ended"], event["stopped"]
            self.output, self.errors = event["stdout"], event["stderr"]

    def _next(self, end):
        """The next line of whoever runs the check; None if none comes in time."""
        while b"\n" not in self._unread:
            left = None if end is None else max(0, end - time.monotonic())
            if not select.select([0], [], [], left)[0]:
                return None
            # Past the buffer, and all there is: what lay in a buffer, select() wouldn't see.
            piece = sys.stdin.buffer.raw.read(LONGEST)
            if not piece:
                sys.exit(1)
            self._unread += piece
        line, self._unread = self._unread.split(b"\n", 1)
        return json.loads(line)


def connect(port, seconds=PATIENCE):
    """A connection to the reader's server, which may need a moment until it listens. No call on it waits for longer than `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=seconds)
        except ConnectionRefusedError:
            if program.has_ended():
                raise Wrong("" if program.trouble() else _say("ended_early", port=port)) from None
            if time.monotonic() > end:
                raise Wrong(_say("nobody_listens", port=port)) from None
        time.sleep(PAUSE)


def listen(port, kind=socket.SOCK_STREAM):
    """A server for the reader's client; no call on it waits for longer than PATIENCE."""
    server = socket.socket(type=kind)
    server.settimeout(PATIENCE)
    try:
        if kind == socket.SOCK_STREAM:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
    except OSError:
        raise Wrong(_say("port_of_check", port=port)) from None
    if kind == socket.SOCK_STREAM:
        server.listen(5)
    return server


def accept(server, seconds=PATIENCE):
    """The reader's client on a server of listen()."""
    end = time.monotonic() + seconds
    port = server.getsockname()[1]
    server.settimeout(PAUSE)
    while True:
        try:
            connection, _ = server.accept()
        except TimeoutError:
            if program.has_ended():
                raise Wrong("" if program.trouble() else _say("never_called", port=port)) from None
            if time.monotonic() > end:
                raise Wrong(_say("never_called", port=port)) from None
            continue
        connection.settimeout(PATIENCE)
        return connection


def receive(connection, size, seconds=PATIENCE):
    """What comes, until it is `size` bytes, the other side has finished or gone, or the time is up."""
    end = time.monotonic() + seconds
    data = b""
    while len(data) < size and (left := end - time.monotonic()) > 0:
        connection.settimeout(left)
        piece = _some(connection, size - len(data))
        if not piece:
            break
        data += piece
    connection.settimeout(PATIENCE)
    return data


def is_closed(connection, seconds=PATIENCE):
    """Whether the other side hangs up within so many seconds; what it says before is skipped."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        connection.settimeout(left)
        piece = _some(connection, 65536)
        if not piece:
            return piece is not None
    return False


def _some(connection, size):
    """recv(): nothing when the other side has finished or gone, None if the time was up."""
    global _broken
    try:
        piece = connection.recv(size)
    except TimeoutError:
        return None
    except OSError:
        piece = b""
    _broken = _broken or not piece
    return piece


def reset(connection):
    """Breaks a connection off: the other side gets ConnectionResetError."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def _tell(**message):
    print(json.dumps(message), flush=True)


def _say(what, **facts):
    return program.says[what].format(**facts)


def _judge(kind, error, traceback):
    """sys.excepthook: the end of a check that didn't run to its own."""
    global _verdict
    _verdict = {"broken": f"{kind.__name__}: {error}"}
    if issubclass(kind, (Wrong, OSError)):
        sentence = str(error) if kind is Wrong else _say("late" if kind is TimeoutError else "lost", error=error)
        # A program that fails closes its connections first and says why a moment later.
        program.has_ended(LAST_WORDS if _broken or kind is not Wrong else LAST_LOOK)
        trouble = program.trouble()
        _verdict = {"wrong": " ".join(filter(None, [sentence, trouble])) or _say("lost", error="")}
    else:
        sys.__excepthook__(kind, error, traceback)


_broken = False
_verdict = {"passed": True}
sys.excepthook = _judge
atexit.register(lambda: _tell(**_verdict))
program = Program()
