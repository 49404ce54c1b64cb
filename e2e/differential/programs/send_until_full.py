# A non-blocking writer fills every buffer, is told to wait, and goes on when the reader has read.
import select
import socket

server = socket.create_server(("127.0.0.1", 9090))
writer = socket.create_connection(("127.0.0.1", 9090))
reader, _ = server.accept()
writer.setblocking(False)
sent = 0
try:
    while sent < 100_000_000:
        sent += writer.send(b"x" * 65536)
except BlockingIOError as error:
    print(error.errno, error)
print("sent something:", sent > 65536)
print(select.select([], [writer], [], 0))
writer.settimeout(0.3)
try:
    writer.sendall(b"x" * 50_000_000)
except TimeoutError as error:
    print(type(error).__name__, error)
writer.close()
total = 0
while piece := reader.recv(1 << 20):
    total += len(piece)
print("all of the first round arrived:", total >= sent)
