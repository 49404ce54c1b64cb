# Context variables, exceptions being handled, recursion: each thread has its own.
import contextvars
import sys
import threading
import time

name = contextvars.ContextVar("name", default="nobody")
name.set("main")
seen = []


def work(n):
    before = name.get()
    name.set(n)
    time.sleep(0.02)
    seen.append((n, before in ("nobody", "main"), name.get()))


threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(seen), name.get())


def handle(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        time.sleep(0.02)
        kept.append(sys.exc_info()[1] is error)
        try:
            raise KeyError(n)
        except KeyError as second:
            time.sleep(0.02)
            kept.append(second.__context__ is error)
    kept.append(sys.exc_info()[1] is None)


kept = []
threads = [threading.Thread(target=handle, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(kept)


def deep(n):
    if n == 0:
        barrier.wait()
        return 0
    return 1 + deep(n - 1)


def endless(n):
    return endless(n + 1)


def fall():
    barrier.wait()
    try:
        endless(0)
    except RecursionError as error:
        depths.append(type(error).__name__)


# Deep in three threads at once, and a fourth falls through the floor.
barrier, depths = threading.Barrier(4), []
threads = [threading.Thread(target=lambda: depths.append(deep(700))) for _ in range(3)]
threads.append(threading.Thread(target=fall))
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(depths, key=str))


def numbers():
    n = 0
    while True:
        time.sleep(0.002)
        yield n
        n += 1


def count(out):
    for n in numbers():
        out.append(n)
        if n == 5:
            return


lists = [[], [], []]
threads = [threading.Thread(target=count, args=(out,)) for out in lists]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(lists)
