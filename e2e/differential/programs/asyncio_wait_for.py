# Timeouts: wait_for, asyncio.timeout, and a deadline that is moved.
import asyncio


async def silent(reader, writer):
    await reader.read()
    writer.close()


async def main():
    async with await asyncio.start_server(silent, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
        try:
            await asyncio.wait_for(reader.readline(), 0.05)
        except TimeoutError as error:
            print("wait_for", type(error).__name__, repr(str(error)))
        try:
            async with asyncio.timeout(0.05) as limit:
                await reader.readline()
        except asyncio.TimeoutError:
            print("timeout", limit.expired())
        async with asyncio.timeout(0.01) as limit:
            limit.reschedule(None)
            await asyncio.sleep(0.03)
        print("moved", limit.expired())
        writer.close()


asyncio.run(main())
