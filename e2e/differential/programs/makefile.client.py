# Writes lines to the socket's file, reads the answers, and looks at the file objects.
import socket

client = socket.create_connection(("127.0.0.1", 9090))
writer = client.makefile("w", encoding="utf-8")
reader = client.makefile("r", encoding="utf-8")
print("один", file=writer, flush=True)
print(repr(reader.readline()))
writer.write("two\nthree\n")
writer.flush()
print(repr(reader.readline()), repr(reader.readline()))
raw = client.makefile("rb", buffering=0)
print(type(raw).__name__, raw.readable(), raw.writable(), raw.mode, raw.closed)
client.close()
print("still open:", reader.closed, client.fileno() >= 0)
writer.write("four")
writer.close()
raw.close()
reader.close()
try:
    client.recv(1)
except OSError as error:
    print(type(error).__name__, error)
for mode in ("x", "a"):
    try:
        socket.socket().makefile(mode)
    except ValueError as error:
        print(error)
