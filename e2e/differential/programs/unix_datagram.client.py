import os
import socket

with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
    print(sock.sendto(b"without a name", "inbox.sock"), repr(sock.getsockname()))

with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
    sock.bind("outbox.sock")
    sock.connect("inbox.sock")
    print(os.path.basename(sock.getpeername()), sock.getsockname())
    for word in (b"", b"one", b"bye"):
        print(sock.send(word), sock.recv(100))
    try:
        sock.sendto(b"x", "nobody.sock")
    except FileNotFoundError as error:
        print(error)
os.unlink("outbox.sock")
