# Sends dictionaries; the last one is cut short.
import json
import pickle
import socket

with socket.create_connection(("127.0.0.1", 9090)) as client:
    for message in ({"город": "Осло", "t": -3.5}, {"list": list(range(50)), "none": None}):
        body = json.dumps(message, ensure_ascii=False).encode()
        client.sendall(f"{len(body):<10}".encode())
        client.sendall(body)
        length = int(client.recv(10, socket.MSG_WAITALL))
        print(json.loads(client.recv(length, socket.MSG_WAITALL)))
    client.sendall(b"7  ")
print(pickle.loads(pickle.dumps({"a": 1})))
