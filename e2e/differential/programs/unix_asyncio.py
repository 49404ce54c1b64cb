# asyncio's streams over AF_UNIX, server and client in one program.
import asyncio
import os


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_unix_server(serve, "async.sock")
    print(server.sockets[0].getsockname(), os.path.exists("async.sock"))
    reader, writer = await asyncio.open_unix_connection("async.sock")
    for word in (b"one\n", b"two\n"):
        writer.write(word)
        print(await reader.readline())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.open_unix_connection("nowhere.sock")
    except OSError as error:
        print(type(error).__name__, error)


asyncio.run(main())
if os.path.exists("async.sock"):
    os.unlink("async.sock")
