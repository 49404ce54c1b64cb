# The other side resets: what reading and writing say then.
import asyncio
import socket
import struct


async def serve(reader, writer):
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
        try:
            print(await reader.read())
        except ConnectionResetError as error:
            print(type(error).__name__, error.errno)
        try:
            for _ in range(10):
                writer.write(b"x")
                await writer.drain()
        except ConnectionError as error:
            print(type(error).__name__, error)
        writer.close()


asyncio.run(main())
