# Thread-local data: the same name, another value in each thread.
import threading

data = threading.local()
data.value = "main"
seen = {}


def work(n):
    before = hasattr(data, "value")
    data.value = n
    barrier.wait()
    seen[n] = before, data.value, sorted(data.__dict__)


barrier = threading.Barrier(3)
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(seen.items()), data.value)


class Counter(threading.local):
    kind = "counter"

    def __init__(self, start):
        self.count = start
        made.append(threading.current_thread().name)

    def up(self):
        self.count += 1
        return self.count

    @property
    def double(self):
        return self.count * 2


made = []
counter = Counter(10)
print(counter.up(), counter.up())
results = []
t = threading.Thread(target=lambda: results.append((counter.up(), counter.double, counter.kind)), name="other")
t.start()
t.join()
print(results, counter.count, made)
del counter.count
for wrong in (lambda: counter.count, lambda: threading.local(1), lambda: setattr(data, "__dict__", {}), lambda: data.missing):
    try:
        print(wrong())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        gone.append(self.name)


gone = []


def short():
    data.noisy = Noisy("in the thread")


t = threading.Thread(target=short)
t.start()
t.join()
print(gone)
