# start_server on a port that is taken: asyncio's own words.
#| version: asyncio quotes the errno in its text since 3.13
import asyncio
import socket

taken = socket.create_server(("127.0.0.1", 9090))


async def main():
    try:
        await asyncio.start_server(lambda r, w: None, "127.0.0.1", 9090)
    except OSError as error:
        print(type(error).__name__, error.errno, error)
    server = await asyncio.start_server(lambda r, w: None, sock=taken)
    print(server.sockets[0].getsockname())
    server.close()


asyncio.run(main())
