# A number that doesn't fit, a text with letters that ASCII lacks, a byte past 255.
import socket
import struct

left, right = socket.socketpair()
for attempt in (
    lambda: left.send((300).to_bytes(1, "big")),
    lambda: left.send((-1).to_bytes(2, "big")),
    lambda: left.send("привет".encode("ascii")),
    lambda: left.send(bytes([256])),
    lambda: left.send(bytes("abc")),
    lambda: left.send(struct.pack("!H", 70000)),
    lambda: left.send(struct.pack("!I", "5")),
    lambda: struct.unpack("!I", b"\0\0\1"),
    lambda: left.send(bytes(-1)),
    lambda: b"%d" % "5",
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
left.send("привет".encode("ascii"))
