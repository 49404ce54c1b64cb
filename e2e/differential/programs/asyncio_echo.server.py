# asyncio.start_server: a coroutine for each client; the server ends when told so.
import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        print("got", line)
        writer.write(line.upper())
        await writer.drain()
        if line == b"stop\n":
            done.set()
            break
    writer.close()
    await writer.wait_closed()


async def main():
    global done
    done = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 9090)
    print("listening", [sock.getsockname() for sock in server.sockets])
    await done.wait()
    server.close()
    await server.wait_closed()
    print("closed", server.is_serving())


asyncio.run(main())
