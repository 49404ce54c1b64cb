# Gives 10 MB in uneven pieces, then takes 10 MB.
import hashlib
import socket

SIZE = 10_000_000

data = bytes(value * 7 % 251 for value in range(10_000)) * (SIZE // 10_000)
print("sending", len(data), hashlib.sha256(data).hexdigest())
with socket.create_connection(("127.0.0.1", 9090)) as client:
    view, sent, step = memoryview(data), 0, 1
    while sent < SIZE:
        sent += client.send(view[sent : sent + step])
        step = step * 3 % 200_003
    digest, got = hashlib.sha256(), 0
    while piece := client.recv(100_000):
        digest.update(piece)
        got += len(piece)
print("received", got, digest.hexdigest())
