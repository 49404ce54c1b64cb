# An exception that leaves asyncio.run.
import asyncio


async def step(number):
    await asyncio.sleep(0)
    return 10 / number


async def main():
    await asyncio.gather(step(1), step(0))


asyncio.run(main())
