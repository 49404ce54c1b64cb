"""asyncio as on Linux: its own selector loop over the relay's sockets. Pyodide has put a loop of the browser's in its place."""

import asyncio
import importlib
from asyncio import events, unix_events

from pyodide import webloop


def install():
    """Puts back what Pyodide has replaced."""
    asyncio.run = webloop._orig_run
    events._set_event_loop_policy(unix_events._DefaultEventLoopPolicy())
    _add_unix_streams()
    begin()


def _add_unix_streams():
    """asyncio leaves them out where there is no AF_UNIX, as in Pyodide."""
    importlib.reload(asyncio.streams)
    asyncio.__all__ += tuple(set(asyncio.streams.__all__) - set(asyncio.__all__))
    vars(asyncio).update((name, getattr(asyncio.streams, name)) for name in asyncio.streams.__all__)


def begin():
    """A program starts outside of any loop; Pyodide's would count as running."""
    events._set_running_loop(None)
