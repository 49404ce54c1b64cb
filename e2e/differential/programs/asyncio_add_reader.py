# add_reader and add_writer: callbacks when a socket is ready.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    done = loop.create_future()

    def readable():
        data = right.recv(100)
        print("readable", data)
        if data == b"end":
            print(loop.remove_reader(right), loop.remove_reader(right))
            done.set_result("done")

    def writable():
        print("writable", left.send(b"first"))
        loop.remove_writer(left)
        loop.call_later(0.01, left.send, b"end")

    loop.add_reader(right, readable)
    loop.add_writer(left, writable)
    print(await done)
    left.close()
    right.close()


asyncio.run(main())
