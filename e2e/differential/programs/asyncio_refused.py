# open_connection to nobody: the traceback.
import asyncio


async def main():
    try:
        await asyncio.open_connection("127.0.0.1", 9091)
    except OSError as error:
        print(type(error).__name__, error.errno, error)
    await asyncio.open_connection("127.0.0.1", 9090)


asyncio.run(main())
