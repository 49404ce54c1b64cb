# Datagram endpoints: a server that answers, a client that is connected, an error that arrives as a call.
import asyncio


got = []


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        got.append((data, address[0]))
        self.transport.sendto(data.upper(), address)


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.answers = asyncio.Queue()

    def datagram_received(self, data, address):
        self.answers.put_nowait((data, address))

    def error_received(self, error):
        self.answers.put_nowait(type(error).__name__)

    def connection_lost(self, error):
        print("lost", error)


async def main():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 9090))
    transport, client = await loop.create_datagram_endpoint(Client, remote_addr=("127.0.0.1", 9090))
    for text in (b"one", b"two", b""):
        transport.sendto(text)
    # asyncio drops what is empty before 3.14 sends it: only the first two are sure.
    for _ in range(2):
        print(await asyncio.wait_for(client.answers.get(), 5))
    transport.close()
    server.close()
    print("server got", got[:2])
    transport, client = await loop.create_datagram_endpoint(Client, remote_addr=("127.0.0.1", 9091))
    transport.sendto(b"to nobody")
    print(await asyncio.wait_for(client.answers.get(), 5))
    transport.close()
    await asyncio.sleep(0)


asyncio.run(main())
