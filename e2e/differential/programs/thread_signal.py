# Signals belong to the main thread.
import _thread
import os
import signal
import threading
import time


def elsewhere():
    try:
        signal.signal(signal.SIGINT, print)
    except ValueError as error:
        print(error)


t = threading.Thread(target=elsewhere)
t.start()
t.join()

seen = []
before = signal.signal(signal.SIGINT, lambda number, frame: seen.append(threading.current_thread().name))
t = threading.Thread(target=_thread.interrupt_main)
t.start()
t.join()
time.sleep(0.02)
print(seen, before is signal.default_int_handler)
signal.signal(signal.SIGINT, before)


def interrupt_later():
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)


def wait_for_lock():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def condition_wait():
    with condition:
        condition.wait()


condition = threading.Condition()
for wait in (
    lambda: time.sleep(10),
    wait_for_lock,
    threading.Event().wait,
    condition_wait,
    threading.Barrier(2).wait,
    lambda: other.join(),
):
    release = threading.Event()
    other = threading.Thread(target=release.wait)
    other.start()
    threading.Thread(target=interrupt_later).start()
    begun = time.monotonic()
    try:
        wait()
        print("not interrupted")
    except KeyboardInterrupt:
        print("KeyboardInterrupt", time.monotonic() - begun < 5)
    release.set()
    other.join()


# Others go on meanwhile, and what main waited for has lost nothing.
with condition:
    condition.notify()
lock, got = threading.Lock(), []
lock.acquire()
threading.Thread(target=interrupt_later).start()
try:
    lock.acquire()
except KeyboardInterrupt:
    print("interrupted")
t = threading.Thread(target=lambda: got.append(lock.acquire(timeout=5)))
t.start()
time.sleep(0.02)
lock.release()
t.join()
print(got)

# interrupt_main() ends no wait: it is heard of afterwards.
threading.Timer(0.02, _thread.interrupt_main).start()
begun = time.monotonic()
try:
    time.sleep(0.2)
    print("not interrupted")
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - begun >= 0.2)
