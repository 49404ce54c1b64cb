# ThreadPoolExecutor: results in order, as they come, failures, cancelling.
import concurrent.futures
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def slow(n):
    time.sleep(n / 20)
    return n, threading.current_thread().name.rpartition("_")[0]


with ThreadPoolExecutor(max_workers=3, thread_name_prefix="pool") as pool:
    print(list(pool.map(slow, [3, 1, 2])))
    futures = [pool.submit(slow, n) for n in (6, 1, 3)]
    print([future.result()[0] for future in concurrent.futures.as_completed(futures)])
    failing = pool.submit(int, "x")
    print(repr(failing.exception()), failing.done())
    try:
        failing.result()
    except ValueError as error:
        print(error)
    done, rest = concurrent.futures.wait([pool.submit(slow, 15), pool.submit(slow, 1)], return_when="FIRST_COMPLETED")
    print(len(done), len(rest))
    try:
        pool.submit(slow, 20).result(timeout=0.05)
    except TimeoutError as error:
        print(type(error).__name__)

one = ThreadPoolExecutor(max_workers=1)
first, second = one.submit(slow, 5), one.submit(slow, 5)
print(second.cancel(), second.cancelled(), first.result()[0])
try:
    second.result()
except concurrent.futures.CancelledError as error:
    print(type(error).__name__)
called = []
third = one.submit(abs, -3)
third.add_done_callback(lambda future: called.append(future.result()))
one.shutdown()
print(called)
try:
    one.submit(abs, 1)
except RuntimeError as error:
    print(error)

names = []
with ThreadPoolExecutor(2, initializer=lambda: names.append("ready")) as pool:
    print(sum(pool.map(pow, range(100), [2] * 100)), set(names))
print(threading.active_count())

# A pool that nobody shuts down is waited for at the end.
ThreadPoolExecutor(1).submit(lambda: (time.sleep(0.05), print("the pool's last word")))
print("main ends")
