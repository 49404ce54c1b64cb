# MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL and MSG_TRUNC.
import socket

left, right = socket.socketpair()
for flags in (socket.MSG_DONTWAIT, socket.MSG_DONTWAIT | socket.MSG_PEEK):
    try:
        right.recv(10, flags)
    except BlockingIOError as error:
        print(error.errno)
right.settimeout(0.05)
try:
    right.recv(10, socket.MSG_DONTWAIT)
except TimeoutError as error:
    print("with a timeout Python waits all the same:", error)
left.sendall(b"abcdef")
print(right.recv(3, socket.MSG_PEEK), right.recv(3, socket.MSG_PEEK | socket.MSG_DONTWAIT), right.recv(4, socket.MSG_WAITALL))
left.sendall(b"gh")
left.shutdown(socket.SHUT_WR)
print(right.recv(100, socket.MSG_WAITALL), right.recv(100, socket.MSG_WAITALL))
room = bytearray(4)
left, right = socket.socketpair()
left.sendall(b"12345678")
print(right.recv_into(room, 0, socket.MSG_PEEK), room, right.recv_into(room, 2, socket.MSG_WAITALL), room)
one, other = socket.socketpair(type=socket.SOCK_DGRAM)
one.send(b"datagram")
one.send(b"next")
print(other.recv(4, socket.MSG_PEEK), other.recv(4), other.recv(100))
