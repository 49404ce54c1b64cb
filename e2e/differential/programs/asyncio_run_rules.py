# What asyncio.run says about being called wrongly.
#| version: asyncio.run() takes any awaitable since 3.14
import asyncio


async def main():
    try:
        inner = other()
        asyncio.run(inner)
    except RuntimeError as error:
        print(error)
        inner.close()
    return 5


async def other():
    return 6


print(asyncio.run(main()))
for wrong in (main, 5):
    try:
        asyncio.run(wrong)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
with asyncio.Runner() as runner:
    print(runner.run(other()), runner.run(other()))
