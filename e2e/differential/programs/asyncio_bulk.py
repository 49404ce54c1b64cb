# Backpressure: drain() waits while the reader is slow, and everything arrives.
import asyncio
import hashlib

SIZE = 3_000_000


async def serve(reader, writer):
    digest, total = hashlib.sha256(), 0
    await asyncio.sleep(0.05)
    while data := await reader.read(65536):
        digest.update(data)
        total += len(data)
    writer.write(f"{total} {digest.hexdigest()}".encode())
    writer.close()


async def main():
    data = bytes(range(256)) * (SIZE // 256)
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
        for start in range(0, len(data), 100_000):
            writer.write(data[start : start + 100_000])
            await writer.drain()
        writer.write_eof()
        answer = (await reader.read()).decode()
        print(answer, answer.split()[1] == hashlib.sha256(data).hexdigest())
        writer.close()


asyncio.run(main())
