# Threads start, run beside one another, and are joined.
import threading
import time

log = []


def work(name, pause):
    time.sleep(pause)
    log.append((name, threading.current_thread().name))


threads = [threading.Thread(target=work, args=(n, (3 - n) / 20), name=f"worker-{n}") for n in range(3)]
print([t.is_alive() for t in threads], [t.ident for t in threads])
for t in threads:
    t.start()
print([t.is_alive() for t in threads], threading.active_count(), len(threading.enumerate()))
for t in threads:
    t.join()
print(log)
print([t.is_alive() for t in threads], threading.active_count(), threading.enumerate() == [threading.main_thread()])

t = threading.Thread(target=work, args=("x", 0))
u = threading.Thread(target=work, kwargs={"name": "y", "pause": 0}, daemon=True)
print(t.name, u.name, t.daemon, u.daemon)
print(repr(t), repr(u))
t.start(), u.start(), t.join(), u.join(timeout=5)
print(repr(t).split(", ")[-1].split()[0], t.ident != threading.get_ident(), type(t.native_id) is int)
print(threading.current_thread() is threading.main_thread(), threading.current_thread().name)


class Counter(threading.Thread):
    def __init__(self, upto):
        super().__init__()
        self.upto, self.total = upto, 0

    def run(self):
        for n in range(self.upto + 1):
            self.total += n


c = Counter(1000)
c.start()
c.join()
print(c.total, c.name)

# join() with a timeout leaves a thread alone that takes longer.
slow = threading.Thread(target=time.sleep, args=(0.4,))
slow.start()
print(slow.join(0.05), slow.is_alive())
slow.join()
print(slow.is_alive())
