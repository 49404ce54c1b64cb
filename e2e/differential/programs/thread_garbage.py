# Objects that refer to themselves, freed while threads of all kinds wait, fail, recurse and lock; each has a finalizer.
import asyncio
import contextlib
import gc
import queue
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

END = time.monotonic() + 4
made = freed = 0
failures = []
lock, again, change, things = threading.Lock(), threading.RLock(), threading.Condition(), queue.Queue(3)


class Circular:
    def __init__(self):
        global made
        made += 1
        self.me = self
        self.more = {n: [self] for n in range(10)}

    def __del__(self):
        global freed
        for _ in range(20):
            pass
        freed += 1


def allocate():
    with lock:
        kept = [Circular() for _ in range(50)]
    time.sleep(random.random() / 200)
    return kept


def recurse(n=150):
    if n == 0:
        return time.sleep(0.001)
    return sorted([n], key=lambda _: recurse(n - 1)) if n % 7 == 0 else recurse(n - 1)


def collect():
    with again, again:
        gc.collect(random.randrange(3))
    sum(n * n for n in range(20000))


def put():
    with contextlib.suppress(queue.Full):
        things.put(Circular(), timeout=0.01)


def get():
    with contextlib.suppress(queue.Empty):
        things.get(timeout=0.01)


def fail():
    try:
        try:
            {}["key"]
        except KeyError:
            time.sleep(0.002)
            raise ValueError
    except ValueError as error:
        assert type(error.__context__) is KeyError


def start():
    t = threading.Thread(target=lambda: [Circular() for _ in range(30)])
    t.start()
    t.join()


def wait():
    with change:
        change.wait(0.003)


def notify():
    with change:
        change.notify_all()
    for _ in range(5000):
        pass


def pool():
    with ThreadPoolExecutor(3) as executor:
        list(executor.map(lambda n: [Circular() for _ in range(n)], range(10)))


def loop():
    async def main():
        await asyncio.gather(*(asyncio.sleep(random.random() / 100) for _ in range(5)))

    asyncio.run(main())


def talk():
    a, b = socket.socketpair()
    with a, b:
        t = threading.Thread(target=lambda: b.sendall(b.recv(100)))
        t.start()
        a.sendall(b"x")
        assert a.recv(1) == b"x"
        t.join()


def until_the_end(job):
    while time.monotonic() < END:
        try:
            job()
        except BaseException as error:
            failures.append(repr(error))


jobs = (allocate, recurse, collect, put, get, fail, start, wait, notify, pool, loop, talk)
threads = [threading.Thread(target=until_the_end, args=(job,)) for job in jobs for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
while not things.empty():
    things.get()
threads.clear()
gc.collect()
print(failures, made == freed, made > 1000)
