# json.loads() of what one recv() brought: half a message.
import json
import socket

left, right = socket.socketpair()
left.sendall(json.dumps({"name": "Anna", "age": 12}).encode())
message = json.loads(right.recv(12))
