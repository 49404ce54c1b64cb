# A task that waits for a socket is cancelled; what it has to say last, it says.
import asyncio


async def wait_for_client():
    ready = asyncio.Event()

    async def serve(reader, writer):
        ready.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 9090)
    try:
        await ready.wait()
    except asyncio.CancelledError:
        print("cancelled while waiting")
        raise
    finally:
        server.close()
        await server.wait_closed()
        print("server closed")


async def main():
    task = asyncio.create_task(wait_for_client(), name="the server")
    await asyncio.sleep(0.3)
    print(task.get_name(), task.cancel("enough"), task.done())
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error.args, task.cancelled())
    # The port is free again.
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 9090)
    server.close()


asyncio.run(main())
