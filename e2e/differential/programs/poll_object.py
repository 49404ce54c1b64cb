# The polling object itself: how it is made, what it refuses, and what it says of files.

import select
import socket
import tempfile
import threading


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


poller = select.poll()
print(type(poller).__name__, type(poller).__module__)
show(lambda: type(poller)())
for timeout in 1 << 31, -(1 << 31) - 1:
    show(lambda: poller.poll(timeout))

with tempfile.TemporaryFile("w+") as file:
    print([len(which) for which in select.select([file], [file], [file], 5)])
    poller.register(file, select.POLLIN | select.POLLPRI)
    print([events for _, events in poller.poll(5000)])
    poller.unregister(file)


class Shortening:
    """Takes an element away whenever the list is walked."""

    def fileno(self):
        del everything[-1]
        return file.fileno()


with tempfile.TemporaryFile("w+") as file:
    everything = [Shortening() for _ in range(10)]
    print(len(select.select([], everything, [])[1]))

near, far = socket.socketpair()
poller.register(near, select.POLLIN)
thread = threading.Thread(target=poller.poll)
thread.start()
while True:
    try:
        poller.poll(0)
    except RuntimeError as error:
        print(error)
        break
far.send(b"x")
thread.join()
