# Daemon threads don't keep a program alive, and stop where they are.
import atexit
import threading
import time


def forever(n):
    while True:
        time.sleep(0.01)
        counts[n] += 1


def spin():
    while True:
        pass


def quiet():
    try:
        threading.Event().wait()
    finally:
        print("never printed")


counts = [0, 0]
atexit.register(lambda: print("atexit", threading.active_count() > 1))
threads = [threading.Thread(target=forever, args=(n,), daemon=True) for n in range(2)]
threads += [threading.Thread(target=spin, daemon=True), threading.Thread(target=quiet, daemon=True)]
for t in threads:
    t.start()
time.sleep(0.2)
print(all(counts), [t.is_alive() for t in threads])
child = []
t = threading.Thread(target=lambda: child.append(threading.Thread().daemon), daemon=True)
t.start()
t.join()
print(child)
for wrong in (lambda: setattr(threads[0], "daemon", False),):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
print("the end")
