# asyncio and threads: a loop in each of two threads, and functions that block beside a loop.
import asyncio
import concurrent.futures
import contextvars
import threading
import time

request = contextvars.ContextVar("request", default="none")


def block(n):
    time.sleep(0.05)
    return n, threading.current_thread() is threading.main_thread(), request.get()


async def main():
    request.set("from main")
    begun = time.monotonic()
    print(await asyncio.gather(asyncio.to_thread(block, 1), asyncio.to_thread(block, 2), asyncio.sleep(0.05, "slept")))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, block, 3))
    with concurrent.futures.ThreadPoolExecutor() as pool:
        print(await loop.run_in_executor(pool, sum, range(10)))
    print(time.monotonic() - begun < 5)
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as error:
        print(error)
    try:
        async with asyncio.timeout(0.02):
            await asyncio.to_thread(time.sleep, 0.1)
    except TimeoutError as error:
        print(type(error).__name__)


asyncio.run(main())


async def count(name):
    for n in range(3):
        await asyncio.sleep(0.02)
        log.append((name, n, asyncio.current_task().get_name()))
        time.sleep(0.01)  # blocks this loop, not the other
        assert asyncio.get_running_loop() is loops.setdefault(name, asyncio.get_running_loop())
    return name


def run(name):
    results.append(asyncio.run(count(name)))


log, loops, results = [], {}, []
threads = [threading.Thread(target=run, args=(name,)) for name in "ab"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), len(loops), [n for name, n, _ in log if name == "a"], [n for name, n, _ in log if name == "b"])
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)

# A loop that runs in a thread of its own takes orders from this one.
loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever)
t.start()


async def double(n):
    await asyncio.sleep(0.02)
    return 2 * n


print([asyncio.run_coroutine_threadsafe(double(n), loop).result(5) for n in range(3)])
called = threading.Event()
loop.call_soon_threadsafe(called.set)
print(called.wait(5))
loop.call_soon_threadsafe(loop.stop)
t.join()
loop.close()
print(loop.is_closed())
