# A lock: mutual exclusion, timeouts, and what it says when misused.
#| version: 3.14 says that a timeout may be a float
import re
import threading
import time

lock = threading.Lock()
print(type(lock), lock.locked(), re.sub("at 0x.*", "", repr(lock)))
print(lock.acquire(), lock.locked(), re.sub("at 0x.*", "", repr(lock)))
print(lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.05), lock.acquire(timeout=0))
lock.release()
for wrong in (
    lambda: lock.release(),
    lambda: lock.acquire(False, 1),
    lambda: lock.acquire(timeout="soon"),
    lambda: type("Mine", (type(lock),), {}),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
with lock as held:
    print(held, lock.locked())
print(lock.locked())

order = []
lock.acquire()


def wait(n):
    with lock:
        order.append(n)


threads = [threading.Thread(target=wait, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
    time.sleep(0.02)
print(order)
lock.release()
for t in threads:
    t.join()
print(sorted(order))


# One that another thread lets go in time, and one that it does not.
def hold(seconds):
    with lock:
        held_now.set()
        time.sleep(seconds)


for seconds, patience in ((0.05, 5), (0.5, 0.05)):
    held_now = threading.Event()
    t = threading.Thread(target=hold, args=(seconds,))
    t.start()
    held_now.wait()
    got = lock.acquire(timeout=patience)
    print(got)
    if got:
        lock.release()
    t.join()

# A lock may be released by another thread.
lock.acquire()
threading.Timer(0.05, lock.release).start()
print(lock.acquire(timeout=5))
