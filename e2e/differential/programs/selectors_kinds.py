# The other selectors: select and poll.
import selectors
import socket

for kind in (selectors.SelectSelector, selectors.PollSelector):
    left, right = socket.socketpair()
    with kind() as chooser:
        chooser.register(left, selectors.EVENT_READ)
        chooser.register(right, selectors.EVENT_WRITE)
        print(kind.__name__, [events for _, events in chooser.select(1)])
        right.send(b"x")
        print(sorted(events for _, events in chooser.select(1)))
        right.close()
        chooser.unregister(right)
        left.recv(1)
        print([events for _, events in chooser.select(1)], left.recv(1))
    left.close()
