# write_eof: one side ends, the other still answers.
import asyncio


async def serve(reader, writer):
    numbers = (await reader.read()).split()
    writer.write(str(sum(map(int, numbers))).encode())
    writer.write_eof()
    writer.close()


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
        writer.writelines([b"1 ", b"2 ", b"3"])
        print(writer.can_write_eof())
        writer.write_eof()
        print(await reader.read())
        try:
            writer.write(b"more")
        except RuntimeError as error:
            print(error)
        writer.close()
        await writer.wait_closed()


asyncio.run(main())
