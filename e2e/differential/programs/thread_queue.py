# Queues between threads: bounded, in each order, with task_done() and join().
import queue
import threading
import time

work, done = queue.Queue(maxsize=2), []


def consume():
    while (item := work.get()) is not None:
        time.sleep(0.005)
        done.append(item * item)
        work.task_done()
    work.task_done()


t = threading.Thread(target=consume)
t.start()
for n in range(6):
    work.put(n)
print(work.maxsize, len(done) >= 3)
work.join()
print(done, work.empty(), work.unfinished_tasks)
work.put(None)
t.join()

work.put(1), work.put(2)
print(work.full(), work.qsize())
for wrong in (
    lambda: work.put(3, block=False),
    lambda: work.put(3, timeout=0.05),
    lambda: queue.Queue().get_nowait(),
    lambda: queue.Queue().get(timeout=0.05),
    lambda: queue.Queue().get(timeout=-1),
    lambda: queue.Queue().task_done(),
):
    try:
        wrong()
    except Exception as error:
        print(type(error), error)

last, least = queue.LifoQueue(), queue.PriorityQueue()
for n in (3, 1, 2):
    last.put(n), least.put((n, f"item {n}"))
print([last.get() for _ in range(3)], [least.get() for _ in range(3)])

simple = queue.SimpleQueue()
threading.Timer(0.05, simple.put, ["late"]).start()
print(simple.empty(), simple.get(), simple.qsize())
try:
    simple.get(timeout=0.05)
except queue.Empty as error:
    print(type(error))
got = []
threads = [threading.Thread(target=lambda: got.append(simple.get(timeout=5))) for _ in range(4)]
for t in threads:
    t.start()
for n in range(4):
    simple.put(n)
for t in threads:
    t.join()
print(sorted(got))
