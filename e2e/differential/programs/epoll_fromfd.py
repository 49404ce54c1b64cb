# Two objects for one epoll: what one registers the other is told, and when one closes it, it is gone.
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
