# An assertion that fails.
import socket

left, right = socket.socketpair()
left.sendall(b"abc")
data = right.recv(10)
assert data == b"abcd", f"only {len(data)} bytes came"
