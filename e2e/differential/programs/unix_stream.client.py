import os
import socket

with socket.socket(socket.AF_UNIX) as client:
    print(repr(client.getsockname()))
    client.connect("echo.sock")
    print(repr(client.getsockname()), repr(client.getpeername()))
    client.sendall(b"hello")
    # On AF_UNIX, even a stream's bytes have a sender, if it has a name.
    print(client.recvfrom(5))
    client.shutdown(socket.SHUT_WR)
    print(client.recv(5))

with socket.socket(socket.AF_UNIX) as client:
    client.bind("client.sock")
    client.connect(b"echo.sock")
    sent = b"abc" * 100_000
    client.settimeout(10)
    back = bytearray()
    for start in range(0, len(sent), 10_000):
        client.sendall(sent[start : start + 10_000])
        while len(back) < start + 10_000:
            back += client.recv(65536)
    print(bytes(back) == sent.upper())
os.unlink("client.sock")
