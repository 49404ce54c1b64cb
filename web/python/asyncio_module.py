"""asyncio as on Linux: its own selector loop over the relay's sockets. Pyodide has put a loop of the browser's in its place."""

import asyncio
from asyncio import events, unix_events

from pyodide import webloop


def install():
    """Puts back what Pyodide has replaced."""
    asyncio.run = webloop._orig_run
    events._set_event_loop_policy(unix_events._DefaultEventLoopPolicy())
    begin()


def begin():
    """A program starts outside of any loop; Pyodide's would count as running."""
    events._set_running_loop(None)
