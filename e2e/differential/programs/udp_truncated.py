# What doesn't fit into recv's limit is lost; empty datagrams are datagrams; each recv gives exactly one.
import socket

left = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
left.bind(("127.0.0.1", 9090))
left.settimeout(5)
right = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for message in (b"0123456789", b"second", b"", b"last", b"peeked", b"into"):
    print(right.sendto(message, ("127.0.0.1", 9090)), end=" ")
print()
print(left.recv(4))
print(left.recvfrom(100)[0])
print(left.recvfrom(100)[0])
print(left.recv(0))
print(left.recv(3, socket.MSG_PEEK), left.recv(100))
space = bytearray(2)
count, sender = left.recvfrom_into(space)
print(count, space, sender == ("127.0.0.1", right.getsockname()[1]))
print(left.recv(100))
left.setblocking(False)
try:
    left.recv(100)
except BlockingIOError as error:
    print(error)
