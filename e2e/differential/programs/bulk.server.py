#| deadline: 60
# Takes 10 MB, then gives 10 MB, with checksums of both.
import hashlib
import socket

SIZE = 10_000_000

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        digest, got = hashlib.sha256(), 0
        while got < SIZE:
            piece = connection.recv(65536)
            if not piece:
                break
            digest.update(piece)
            got += len(piece)
        print("received", got, digest.hexdigest())
        data = bytes(range(250)) * (SIZE // 250)
        print("sending", len(data), hashlib.sha256(data).hexdigest())
        connection.sendall(data)
