# A condition: producers and consumers, timeouts, notify.
import collections
import threading
import time

condition = threading.Condition()
items, taken = collections.deque(), []


def consume():
    while True:
        with condition:
            condition.wait_for(lambda: items)
            item = items.popleft()
        if item is None:
            return
        taken.append(item)


consumers = [threading.Thread(target=consume) for _ in range(3)]
for t in consumers:
    t.start()
for n in range(30):
    with condition:
        items.append(n)
        condition.notify()
with condition:
    items.extend([None] * 3)
    condition.notify_all()
for t in consumers:
    t.join()
print(sorted(taken) == list(range(30)))

with condition:
    begun = time.monotonic()
    print(condition.wait(0.05), time.monotonic() - begun >= 0.05)
    print(condition.wait_for(lambda: False, timeout=0.05))
    print(condition.wait_for(lambda: "yes"))
for wrong in (condition.wait, condition.notify, condition.notify_all, condition.release):
    try:
        wrong()
    except RuntimeError as error:
        print(error)

# notify(2) wakes two of four.
gate, awake = threading.Condition(threading.Lock()), []


def sleeper(n):
    with gate:
        gate.wait()
        awake.append(n)


threads = [threading.Thread(target=sleeper, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
    time.sleep(0.02)
with gate:
    gate.notify(2)
time.sleep(0.1)
print(sorted(awake))
with gate:
    gate.notify_all()
for t in threads:
    t.join()
print(sorted(awake))
