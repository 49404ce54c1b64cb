# How long select and poll wait: not at all, a while, for ever until something comes.
import select
import socket
import time

left, right = socket.socketpair()


def waited(call):
    start = time.monotonic()
    found = call()
    time_taken = time.monotonic() - start
    return found, "at once" if time_taken < 0.3 else "a while"


print(waited(lambda: select.select([left], [], [], 0)))
print(waited(lambda: select.select([left], [], [], 0.4)))
print(waited(lambda: select.select([], [], [], 0.4)))
poller = select.poll()
poller.register(left, select.POLLIN)
print(waited(lambda: poller.poll(0)))
print(waited(lambda: poller.poll(400)))
right.send(b"x")
print(waited(lambda: select.select([left], [], [])[0] == [left]))
print(waited(lambda: [events for _, events in poller.poll()]))
print(waited(lambda: [events for _, events in poller.poll(-1)]))
