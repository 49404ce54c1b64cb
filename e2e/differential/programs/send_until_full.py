# A non-blocking writer fills every buffer on the way, is told to wait, and goes on when the reader has read.
import select
import socket

server = socket.create_server(("127.0.0.1", 9090))
writer = socket.create_connection(("127.0.0.1", 9090))
reader, _ = server.accept()
writer.setblocking(False)
sent = 0
# Buffers on the way may still take some: full is what stays full for a while.
while select.select([], [writer], [], 0.3)[1]:
    try:
        sent += writer.send(b"x" * 65536)
    except BlockingIOError:
        pass
print("sent something:", sent > 65536)
try:
    while True:
        sent += writer.send(b"x" * 65536)
except BlockingIOError as error:
    print(error.errno, error)
writer.settimeout(0.3)
try:
    writer.sendall(b"x" * 50_000_000)
except TimeoutError as error:
    print(type(error).__name__, error)
writer.close()
total = 0
while piece := reader.recv(1 << 20):
    total += len(piece)
print("all of it arrived:", total >= sent)
