# Locks, queues, semaphores and events between tasks.
#| version: as_completed() can be iterated asynchronously since 3.13
import asyncio


async def worker(name, queue, lock, log):
    while True:
        number = await queue.get()
        async with lock:
            log.append((name, number))
            await asyncio.sleep(0)
        queue.task_done()


async def main():
    queue, lock, log = asyncio.Queue(maxsize=2), asyncio.Lock(), []
    workers = [asyncio.create_task(worker(name, queue, lock, log)) for name in "ab"]
    for number in range(6):
        await queue.put(number)
    await queue.join()
    for each in workers:
        each.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    print(sorted(number for _, number in log), {name for name, _ in log} == {"a", "b"})
    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))
    condition = asyncio.Condition()
    async with condition:
        waiting = asyncio.create_task(asyncio.wait_for(lock.acquire(), 1))
        print(await waiting)
    async for task in asyncio.as_completed([asyncio.sleep(0.02, "late"), asyncio.sleep(0, "soon")]):
        print(await task)
    print(await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, "shielded")), 1))


asyncio.run(main())
