# A protocol of lines over makefile: requests and answers, errors as lines too.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
server, _ = listener.accept()
store = {}
with client.makefile("w") as asking, server.makefile("r") as asked, server.makefile("w") as saying, client.makefile("r") as heard:
    for request in ("SET name Анна", "GET name", "GET age", "DEL", "SET x 1 2 3", "KEYS"):
        print(request, file=asking, flush=True)
        match asked.readline().split(maxsplit=2):
            case ["SET", key, value]:
                store[key] = value
                answer = "OK"
            case ["GET", key]:
                answer = store.get(key, "NOTHING")
            case ["KEYS"]:
                answer = " ".join(sorted(store))
            case [command, *_]:
                answer = f"ERROR {command}"
        print(answer, file=saying, flush=True)
        print(request, "->", heard.readline().rstrip())
