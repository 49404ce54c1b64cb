# logging from several threads: each record whole, with its thread's name.
import logging
import sys
import threading

logging.basicConfig(stream=sys.stdout, format="%(threadName)s %(levelname)s %(message)s", level=logging.INFO)
log = logging.getLogger("work")


def work(n):
    barrier.wait()
    for i in range(2):
        log.info("step %d of %d", i, n)


barrier = threading.Barrier(1)
for n in range(3):
    t = threading.Thread(target=work, args=(n,), name=f"T{n}")
    t.start()
    t.join()


def fail():
    try:
        1 / 0
    except ZeroDivisionError as error:
        log.error("failed: %s", error)


t = threading.Thread(target=fail, name="failing")
t.start()
t.join()


# Many at once: no line is torn.
class Count(logging.Handler):
    def emit(self, record):
        records.append(record.getMessage())


records = []
log.addHandler(Count())
log.propagate = False
threads = [threading.Thread(target=lambda n=n: [log.info("%d/%d", n, i) for i in range(50)]) for n in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(records), len(set(records)))
