# Levels, edges and one shots; what is told after a close, and how many at a time.
import select
import socket

NAMES = {1: "IN", 4: "OUT", 8: "ERR", 16: "HUP", 0x2000: "RDHUP"}


def show(title, found):
    events = [[name for bit, name in NAMES.items() if mask & bit] for _, mask in found]
    print(title, events)


def poll(epoll, wanted):
    """What there is within a second, at once if there is nothing to come."""
    return epoll.poll(1 if wanted else 0)


listener = socket.create_server(("127.0.0.1", 0))
for title, pair in ("connection", None), ("socketpair", socket.socketpair()):
    if pair is None:
        client = socket.create_connection(listener.getsockname())
        pair = client, listener.accept()[0]
    ours, theirs = pair
    epoll = select.epoll()

    epoll.register(ours, select.EPOLLIN)
    show(f"{title}: nothing yet", poll(epoll, False))
    theirs.sendall(b"12345")
    show("a level", poll(epoll, True))
    show("is told again", poll(epoll, True))
    ours.recv(2)
    show("while it holds", poll(epoll, True))

    epoll.modify(ours, select.EPOLLIN | select.EPOLLET)
    show("an edge", poll(epoll, True))
    show("is told once", poll(epoll, False))
    ours.recv(1)
    show("though there is more", poll(epoll, False))
    theirs.sendall(b"6")
    show("until something comes", poll(epoll, True))
    show("once", poll(epoll, False))
    epoll.modify(ours, select.EPOLLIN | select.EPOLLET)
    show("or it is asked for again", poll(epoll, True))

    epoll.modify(ours, select.EPOLLIN | select.EPOLLONESHOT)
    show("one shot", poll(epoll, True))
    theirs.sendall(b"7")
    show("and no more", poll(epoll, False))
    epoll.modify(ours, select.EPOLLIN | select.EPOLLOUT | select.EPOLLRDHUP)
    show("both ways", poll(epoll, True))
    theirs.close()
    while ours.recv(100):
        pass
    show("the end", poll(epoll, True))
    epoll.modify(ours, 0)
    print("asked for nothing", [events & ~16 for _, events in poll(epoll, False)])
    ours.close()
    show("closed", poll(epoll, False))
    epoll.close()

epoll = select.epoll()
pairs = [socket.socketpair() for _ in range(3)]
for a, _ in pairs:
    epoll.register(a, select.EPOLLOUT)
seen = [fd for _ in range(3) for fd, _ in epoll.poll(1, maxevents=1)]
print("one at a time, each in its turn", sorted(seen) == sorted(a.fileno() for a, _ in pairs))
