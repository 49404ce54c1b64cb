# Two objects for one epoll: what one registers the other is told, and when one closes it, it is gone.
import os
import select
import socket


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


left, right = socket.socketpair()
first = select.epoll()
second = select.epoll.fromfd(first.fileno())
print(type(second), first.fileno() == second.fileno(), second.closed)
first.register(left, select.EPOLLIN)
right.send(b"!")
print(second.poll(1) == first.poll(1) == [(left.fileno(), select.EPOLLIN)])
second.unregister(left)
print(first.poll(0))
show(lambda: first.unregister(left))

first.close()
print(first.closed, second.closed)
show(
    lambda: second.poll(0),
    lambda: second.poll(0, 0),
    lambda: second.register(left),
    lambda: second.modify(left, 0),
    lambda: second.unregister(left),
    second.close,
    second.close,
)

stranger = select.epoll.fromfd(left.fileno())
show(
    lambda: stranger.poll(0),
    lambda: stranger.register(right),
    lambda: select.epoll.fromfd("x"),
)
nothing = select.epoll.fromfd(999)
show(lambda: nothing.poll(0), lambda: nothing.register(left), nothing.close)

# One that nobody holds any more has closed its descriptor, whoever opened it.
kept = select.epoll()
other = select.epoll.fromfd(kept.fileno())
del other
show(lambda: kept.poll(0), lambda: os.fstat(kept.fileno()))
dropped = select.epoll()
dropped.register(left, select.EPOLLIN)
number = dropped.fileno()
del dropped
show(lambda: os.fstat(number), lambda: select.epoll.fromfd(number).poll(0))

# Closing the descriptor behind its back takes it from the object.
lost = select.epoll()
lost.register(left, select.EPOLLIN)
os.close(lost.fileno())
show(
    lambda: lost.poll(0),
    lambda: lost.register(right),
    lambda: lost.modify(left, 0),
    lambda: lost.unregister(left),
    lambda: lost.closed,
    lost.close,
    lambda: lost.poll(0),
)
