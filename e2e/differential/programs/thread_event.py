# Events: one thread tells others that something has happened.
import threading
import time

ready, log = threading.Event(), []


def wait(n):
    ready.wait()
    log.append(n)


threads = [threading.Thread(target=wait, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
time.sleep(0.05)
print(log, ready.is_set())
ready.set()
for t in threads:
    t.join()
print(sorted(log), ready.is_set(), ready.wait(), ready.wait(0))
ready.clear()
begun = time.monotonic()
print(ready.wait(0.05), 0.05 <= time.monotonic() - begun < 1)
threading.Timer(0.05, ready.set).start()
print(ready.wait(5), 0.05 <= time.monotonic() - begun < 3)

# Two threads in turn.
ping, pong, turns = threading.Event(), threading.Event(), []


def player(name, mine, theirs):
    for _ in range(3):
        mine.wait()
        mine.clear()
        turns.append(name)
        theirs.set()


a = threading.Thread(target=player, args=("ping", ping, pong))
b = threading.Thread(target=player, args=("pong", pong, ping))
a.start(), b.start()
ping.set()
a.join(), b.join()
print(turns)
