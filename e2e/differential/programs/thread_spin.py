# Threads that compute without end take turns; a lock guards what they share.
import sys
import threading
import time

stop, counts = False, {}


def spin(n):
    count = 0
    while not stop:
        count += 1
    counts[n] = count


threads = [threading.Thread(target=spin, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
begun = time.monotonic()
time.sleep(0.5)
stop = True
for t in threads:
    t.join()
print(len(counts), max(counts.values()) < 20 * min(counts.values()), time.monotonic() - begun < 5)

total, lock = 0, threading.Lock()


def add():
    global total
    for _ in range(20_000):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)


# A generator, a recursion, a sort and an exception being handled, each interrupted by others.
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def primes(upto):
    for n in range(2, upto):
        if all(n % d for d in range(2, n)):
            yield n


def handle():
    caught = []
    for n in range(300):
        try:
            raise ValueError(n)
        except ValueError as error:
            for _ in range(100):
                pass
            caught.append(sys.exc_info()[1] is error)
    return all(caught)


results = {}
jobs = {
    "fibonacci": lambda: fibonacci(18),
    "primes": lambda: sum(primes(600)),
    "sort": lambda: sorted(range(4000), key=lambda n: (n * 7919) % 4001)[:3],
    "handle": handle,
}
threads = [threading.Thread(target=lambda name=name: results.update({name: jobs[name]()})) for name in jobs]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()))
