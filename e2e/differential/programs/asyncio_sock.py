# The loop's own socket calls: sock_accept, sock_connect, sock_sendall, sock_recv, sock_recv_into, sock_recvfrom, sock_sendto.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 9090))
    listener.setblocking(False)
    client = socket.socket()
    client.setblocking(False)
    accepting = asyncio.create_task(loop.sock_accept(listener))
    await loop.sock_connect(client, ("127.0.0.1", 9090))
    connection, address = await accepting
    print(connection.gettimeout(), address[0])
    await loop.sock_sendall(client, b"a" * 300_000 + b"b")
    total = b""
    while len(total) < 300_001:
        total += await loop.sock_recv(connection, 65536)
    print(len(total), total[-1:])
    await loop.sock_sendall(connection, b"back")
    room = bytearray(10)
    n = await loop.sock_recv_into(client, room)
    print(n, bytes(room[:n]))
    connection.close()
    print(await loop.sock_recv(client, 10))
    client.close()
    one, other = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    one.bind(("127.0.0.1", 9091))
    one.setblocking(False)
    other.setblocking(False)
    await loop.sock_sendto(other, b"datagram", ("127.0.0.1", 9091))
    data, address = await loop.sock_recvfrom(one, 100)
    print(data, address[0])
    blocking = socket.socket()
    loop.set_debug(True)
    try:
        await loop.sock_connect(blocking, ("127.0.0.1", 9090))
    except ValueError as error:
        print(error)


asyncio.run(main())
