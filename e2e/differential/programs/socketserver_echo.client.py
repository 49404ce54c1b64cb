# Two requests, a line each.
import socket

for word in ("one", "two"):
    with socket.create_connection(("127.0.0.1", 9090)) as client, client.makefile("rw") as file:
        print(word, file=file, flush=True)
        print(file.readline(), end="")
