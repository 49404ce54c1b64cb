# Two hundred threads at once, with garbage to collect in each.
import gc
import threading
import time


class Node:
    def __init__(self, n):
        self.n, self.me = n, self


def work(n):
    start.wait()
    for i in range(20):
        nodes = [Node(i) for _ in range(20)]
        time.sleep(0.001)
        total[n] += sum(node.n for node in nodes)
    if n % 50 == 0:
        gc.collect()


start, total = threading.Event(), [0] * 200
threads = [threading.Thread(target=work, args=(n,)) for n in range(200)]
for t in threads:
    t.start()
print(threading.active_count())
start.set()
for t in threads:
    t.join()
print(set(total), threading.active_count())
