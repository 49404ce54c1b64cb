# Registering, modifying and taking out: what a selector says about each.
import selectors
import socket

left, right = socket.socketpair()
with selectors.DefaultSelector() as chooser:
    key = chooser.register(left, selectors.EVENT_READ, data="left")
    print(key.fileobj is left, key.fd == left.fileno(), key.events, key.data)
    for attempt in (
        lambda: chooser.register(left, selectors.EVENT_READ),
        lambda: chooser.register(right, 0),
        lambda: chooser.register(right, 8),
        lambda: chooser.unregister(right),
        lambda: chooser.modify(right, selectors.EVENT_READ),
        lambda: chooser.register("text", selectors.EVENT_READ),
        lambda: chooser.register(-1, selectors.EVENT_READ),
        lambda: chooser.get_key(right),
    ):
        try:
            attempt()
        except (KeyError, ValueError) as error:
            text = str(error)
            print(type(error).__name__, text[: text.find("<")] if "<" in text else text)
    print(chooser.select(0), chooser.select(-1))
    right.send(b"x")
    print([(key.data, events) for key, events in chooser.select(5)])
    print(chooser.modify(left, selectors.EVENT_READ | selectors.EVENT_WRITE, data="both").data)
    print([(key.data, events) for key, events in chooser.select(5)])
    print(len(chooser.get_map()), chooser.unregister(left).data, len(chooser.get_map()))
print(chooser.get_map())
