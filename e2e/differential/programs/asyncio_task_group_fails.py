# One task of a group fails: the others are cancelled, and the group's error has all of them.
import asyncio


cancelled = set()


async def refuse():
    await asyncio.sleep(0.01)
    await asyncio.open_connection("127.0.0.1", 9090)


async def wait(name):
    try:
        await asyncio.sleep(30)
    except asyncio.CancelledError:
        cancelled.add(name)
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(wait("first"))
            group.create_task(refuse())
            group.create_task(wait("second"))
    except* ConnectionRefusedError as group:
        print(type(group).__name__, [type(error).__name__ for error in group.exceptions], group.exceptions[0].errno)


asyncio.run(main())
print(sorted(cancelled), "cancelled")
