# A line longer than the stream's limit.
import asyncio


async def serve(reader, writer):
    writer.write(b"x" * 100 + b"\nshort\n")
    await writer.drain()
    writer.close()


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090, limit=50)
        try:
            await reader.readline()
        except ValueError as error:
            print(type(error).__name__, error)
        writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090, limit=50)
        try:
            await reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            print(type(error).__name__, error.consumed >= 50)
        writer.close()


asyncio.run(main())
