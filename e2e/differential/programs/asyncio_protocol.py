# Protocols and transports, without streams: create_server, create_connection, pause_reading, eof_received.
import asyncio


# What the two sides do at once has no order between them.
log = {"server": [], "client": []}


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        log["server"].append(("made", transport.get_extra_info("sockname")))

    def data_received(self, data):
        log["server"].append(data)
        self.transport.writelines([b"you said ", data])

    def eof_received(self):
        log["server"].append("end")

    def connection_lost(self, error):
        log["server"].append(("lost", error))


class Client(asyncio.Protocol):
    def __init__(self, done):
        self.done = done

    def connection_made(self, transport):
        transport.write(b"hello")
        print(transport.can_write_eof(), transport.is_closing(), transport.get_write_buffer_size())
        self.transport = transport

    def data_received(self, data):
        log["client"].append(data)
        self.transport.write_eof()

    def connection_lost(self, error):
        log["client"].append(("lost", error))
        self.done.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 9090)
    done = loop.create_future()
    await loop.create_connection(lambda: Client(done), "127.0.0.1", 9090)
    await done
    server.close()
    await server.wait_closed()
    print(*log.items(), sep="\n")


asyncio.run(main())
