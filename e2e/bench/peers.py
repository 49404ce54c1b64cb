"""Native peers of the benchmark: `peers.py echo`, `peers.py source BYTES` (0: endless), `peers.py sink`; each prints its port."""

import socket
import sys
import threading

PIECE = bytes(256 * 1024)


def echo(connection):
    while data := connection.recv(65536):
        connection.sendall(data)


def source(connection):
    total = int(sys.argv[2])
    sent = 0
    while total == 0 or sent < total:
        piece = PIECE if total == 0 else PIECE[: total - sent]
        connection.sendall(piece)
        sent += len(piece)


def sink(connection):
    """Takes everything up to the end, then says how much it was."""
    count = 0
    space = bytearray(256 * 1024)
    while got := connection.recv_into(space):
        count += got
    connection.sendall(b"%d" % count)


def serve(connection, work):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        work(connection)
    except OSError:
        pass  # the benchmark leaves when it has seen enough
    finally:
        connection.close()


work = {"echo": echo, "source": source, "sink": sink}[sys.argv[1]]
with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        accepted, _ = server.accept()
        threading.Thread(target=serve, args=(accepted, work), daemon=True).start()
