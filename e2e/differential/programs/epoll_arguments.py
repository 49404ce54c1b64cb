# What epoll refuses, and in which words.
#| version: two refusals are worded in another way since 3.14
import select
import socket


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


epoll = select.epoll()
print(type(epoll), type(epoll).__module__)
show(
    lambda: select.epoll(0),
    lambda: select.epoll(-2),
    lambda: select.epoll(flags=12356),
    lambda: select.epoll(1, 2, 3),
    lambda: select.epoll("x"),
    lambda: epoll.register("x"),
    lambda: epoll.register(-1),
    lambda: epoll.register(999),
    lambda: epoll.register(epoll),
    lambda: epoll.register(0, "x"),
    lambda: epoll.register(),
    lambda: epoll.register(0, mask=1),
)
with socket.socket() as sock:
    fd = sock.fileno()
    show(
        lambda: epoll.modify(sock, 1),
        lambda: epoll.unregister(sock),
        lambda: epoll.register(sock, 1),
        lambda: epoll.register(fd, 1),
        lambda: epoll.modify(sock),
        lambda: epoll.modify(fd=sock, eventmask=select.EPOLLIN),
        lambda: [events for _, events in epoll.poll(0)],
    )
show(
    lambda: epoll.poll("x"),
    lambda: epoll.poll(0, 0),
    lambda: epoll.poll(0, -2),
    lambda: epoll.poll(float("nan")),
    lambda: epoll.poll(1e300),
    lambda: epoll.poll(0, 2, 3),
    lambda: epoll.poll(timeout=0, maxevents=1),
    lambda: epoll.unregister(fd),
    lambda: epoll.modify(fd, 1),
)
with open(__file__) as file:
    show(lambda: epoll.register(file))
print(epoll.closed, epoll.close(), epoll.close(), epoll.closed)
show(epoll.fileno, epoll.poll, epoll.__enter__, lambda: epoll.register(0), lambda: epoll.unregister(0))
