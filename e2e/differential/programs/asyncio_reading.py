# readexactly, readuntil, readline, read(n), and what they say when the stream ends too soon.
#| version: readuntil() takes several separators since 3.13
import asyncio


async def serve(reader, writer):
    writer.write(b"12345678line\nkey: value; more; rest")
    await writer.drain()
    writer.write_eof()


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
        print(await reader.readexactly(3), await reader.read(5), await reader.readline())
        print(await reader.readuntil(b"; "), await reader.readuntil((b",", b"; ")))
        try:
            await reader.readexactly(100)
        except asyncio.IncompleteReadError as error:
            print(type(error).__name__, error, error.partial, error.expected)
        try:
            await reader.readuntil(b"!")
        except asyncio.IncompleteReadError as error:
            print(error, error.partial)
        print(await reader.read(), await reader.readline(), reader.at_eof())
        writer.close()


asyncio.run(main())
