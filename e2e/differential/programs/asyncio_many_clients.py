# A server and thirty clients in one loop, with a TaskGroup.
import asyncio


async def serve(reader, writer):
    number = int(await reader.readline())
    await asyncio.sleep(0.001 * (number % 3))
    writer.write(f"{number * number}\n".encode())
    await writer.drain()
    writer.close()


async def ask(number):
    reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
    writer.write(f"{number}\n".encode())
    answer = int(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return answer


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask(number)) for number in range(30)]
        print([task.result() for task in tasks])
        print(await asyncio.gather(*(ask(number) for number in (5, 6, 7))))


asyncio.run(main())
