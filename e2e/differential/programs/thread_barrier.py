# A barrier: nobody goes on before all have come; and what happens when one doesn't.
import threading
import time

actions, numbers, log = [], [], []
barrier = threading.Barrier(3, action=lambda: actions.append(len(log)), timeout=5)


def runner(n):
    for lap in range(3):
        log.append((lap, n))
        numbers.append(barrier.wait())


threads = [threading.Thread(target=runner, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(actions, sorted(numbers))
print([lap for lap, _ in log])
print(barrier.parties, barrier.n_waiting, barrier.broken)

outcomes = []


def hopeful(patience):
    try:
        barrier.wait(patience)
    except threading.BrokenBarrierError as error:
        outcomes.append(type(error).__name__)


threads = [threading.Thread(target=hopeful, args=(0.05 * (n + 1),)) for n in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(outcomes, barrier.broken)
barrier.reset()
print(barrier.broken)
t = threading.Thread(target=hopeful, args=(5,))
t.start()
while not barrier.n_waiting:
    time.sleep(0.01)
barrier.abort()
t.join()
print(outcomes, barrier.broken)
