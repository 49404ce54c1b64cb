# select.select and select.poll with wrong arguments.
#| version: poll.register() converts its mask as other functions do since 3.14
import select
import socket

left, right = socket.socketpair()
poller = select.poll()
for attempt in (
    lambda: select.select([left], [], []) if False else select.select(left, [], []),
    lambda: select.select([left], [], [], "5"),
    lambda: select.select([left], [], [], -1),
    lambda: select.select(["text"], [], []),
    lambda: select.select([object()], [], []),
    lambda: select.select([-1], [], []),
    lambda: select.select([left], []),
    lambda: select.select([], [left], [], 0) == ([], [left], []),
    lambda: select.select((left,), {left: 1}, set(), 0) == ([], [left], []),
    lambda: select.select([], [], [], 0.01),
    lambda: select.select([], [], [], True) if False else None,
    lambda: poller.register("text"),
    lambda: poller.unregister(left),
    lambda: poller.modify(left, select.POLLIN),
    lambda: poller.register(left, -1),
    lambda: poller.register(left, 1 << 20),
    lambda: poller.poll("5"),
    lambda: poller.poll(0),
    lambda: poller.poll(10.5),
):
    try:
        print(attempt())
    except Exception as error:
        text = str(error)
        print(type(error).__name__, text if "file descriptor" not in text or "argument" in text else text.split("(")[0])
