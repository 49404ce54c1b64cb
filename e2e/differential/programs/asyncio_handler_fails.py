# An exception in a client's coroutine: asyncio reports it, the server goes on.
#| version: asyncio reports a failed handler in its own words since 3.12; 3.14 says 'division by zero' for integers too
import asyncio
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")


async def serve(reader, writer):
    line = await reader.readline()
    try:
        writer.write(b"%d\n" % (100 // int(line)))
    finally:
        writer.close()


async def ask(number):
    reader, writer = await asyncio.open_connection("127.0.0.1", 9090)
    writer.write(b"%d\n" % number)
    answer = await reader.read()
    writer.close()
    return answer


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("reported:", context["message"], repr(context["exception"])))
    async with await asyncio.start_server(serve, "127.0.0.1", 9090):
        print(await ask(0))
        print(await ask(5))
        await asyncio.sleep(0.01)


asyncio.run(main())
