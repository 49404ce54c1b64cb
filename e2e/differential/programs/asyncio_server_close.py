# server.close: no new clients; those that are there stay, until close_clients or abort_clients.
#| version: Server.close_clients() is new in 3.13
import asyncio

writers = []


async def serve(reader, writer):
    writers.append(writer)
    try:
        while line := await reader.readline():
            writer.write(line)
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 9090)
    reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
    writer.write(b"before\n")
    print(await reader.readline())
    server.close()
    print("serving", server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection("127.0.0.1", 9090)
    except OSError as error:
        print(type(error).__name__)
    writer.write(b"after\n")
    print(await reader.readline())
    waiting = asyncio.create_task(server.wait_closed())
    await asyncio.sleep(0)
    print("closed", waiting.done())
    server.close_clients()
    await asyncio.wait_for(waiting, 5)
    print("closed", waiting.done(), await reader.read())
    writer.close()


asyncio.run(main())
