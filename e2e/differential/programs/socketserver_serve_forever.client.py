# Three clients, one after another; the last one ends the server.
import socket

for word in ("one", "two", "stop"):
    with socket.create_connection(("127.0.0.1", 9090)) as sock, sock.makefile("rw") as file:
        print(word, file=file, flush=True)
        print(file.readline().strip())
