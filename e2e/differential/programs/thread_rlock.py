# A reentrant lock: its owner may take it again; others wait for the last release.
import re
import threading
import time

lock = threading.RLock()


def shown():
    text = re.sub(r"owner=\d\d*", lambda m: "owner=" + ("0" if m[0] == "owner=0" else "N"), repr(lock))
    return re.sub(" at 0x.*", "", text)


print(shown())
print(lock.acquire(), lock.acquire(), shown())
lock.release()
print(shown())


def other():
    print("other:", lock.acquire(blocking=False), lock.acquire(timeout=0.05))
    try:
        lock.release()
    except RuntimeError as error:
        print("other:", error)


t = threading.Thread(target=other)
t.start()
t.join()
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)


def down(n):
    with lock:
        return n + down(n - 1) if n else 0


print(down(20))

log = []


def deep(name):
    for _ in range(3):
        with lock:
            with lock:
                log.append(name)
                time.sleep(0.01)
                log.append(name)


threads = [threading.Thread(target=deep, args=(n,)) for n in "ab"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(all(first == second for first, second in zip(log[::2], log[1::2])), len(log))
for wrong in (lambda: lock.acquire(False, 2), lambda: lock.acquire(timeout=-2)):
    try:
        wrong()
    except ValueError as error:
        print(str(error)[:21])
