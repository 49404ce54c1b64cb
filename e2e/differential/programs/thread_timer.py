# Timers run once, later, unless they are cancelled.
import threading
import time

begun, log = time.monotonic(), []
timers = [threading.Timer(seconds, log.append, args=(seconds,)) for seconds in (0.15, 0.05, 0.1)]
for timer in timers:
    timer.start()
timers[2].cancel()
for timer in timers:
    timer.join()
print(log, time.monotonic() - begun >= 0.15)

done = threading.Event()


def tick(n):
    log.append(n)
    if n == 3:
        done.set()
    else:
        threading.Timer(0.01, tick, [n + 1]).start()


tick(0)
print(done.wait(5), log)
never = threading.Timer(60, print, ["never"])
never.start()
never.cancel()
never.join()
print(never.is_alive(), isinstance(never, threading.Thread))
