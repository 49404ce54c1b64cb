# json.loads() of two messages at once, and json.dumps() of bytes.
#| version: json adds a note about where it was since 3.14
import json
import socket

left, right = socket.socketpair()
left.sendall(b'{"n": 1}{"n": 2}')
try:
    json.loads(right.recv(100))
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error)
left.sendall(json.dumps({"data": b"\x00\x01"}).encode())
