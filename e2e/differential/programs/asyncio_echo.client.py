# asyncio.open_connection: lines there and back, then the end of the stream.
import asyncio


async def main():
    reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
    print(writer.get_extra_info("peername"))
    for line in (b"one\n", b"two\n", b"stop\n"):
        writer.write(line)
        await writer.drain()
        print(await reader.readline())
    print("end", await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
