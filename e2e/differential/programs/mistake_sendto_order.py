# sendto() with the address first, then without any.
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for arguments in ((("127.0.0.1", 9090), b"hi"), (b"hi",), (b"hi", "127.0.0.1"), (b"hi", "127.0.0.1", 9090)):
    try:
        sock.sendto(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
sock.sendto(b"hi", "127.0.0.1", 9090)
