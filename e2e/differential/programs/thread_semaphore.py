# Semaphores let a number of threads in, and no more.
import threading
import time

gate, inside, most = threading.Semaphore(3), 0, 0
count = threading.Lock()


def visit():
    global inside, most
    with gate:
        with count:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with count:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(most, inside)
print([gate.acquire(blocking=False) for _ in range(4)], gate.acquire(timeout=0.05))
gate.release(2)
print(gate.acquire(timeout=1), gate.acquire(timeout=1), gate.acquire(timeout=0))

bounded = threading.BoundedSemaphore(1)
bounded.acquire()
bounded.release()
for wrong in (bounded.release, lambda: threading.Semaphore(-1), lambda: gate.acquire(False, 1), lambda: gate.release(0)):
    try:
        wrong()
    except ValueError as error:
        print(error)
