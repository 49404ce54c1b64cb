# SO_LINGER and other options in their binary forms.
import socket
import struct

sock = socket.socket()
print(struct.unpack("ii", sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 7))
print(struct.unpack("ii", sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
print(sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER))
sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, struct.pack("i", 1))
print(sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE), sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 4))
print(sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 2), sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 100))
for name in ("TCP_NODELAY", "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT"):
    option = getattr(socket, name)
    sock.setsockopt(socket.IPPROTO_TCP, option, 5)
    print(name, sock.getsockopt(socket.IPPROTO_TCP, option))
sock.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 9)
sock.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 16)
print(sock.getsockopt(socket.IPPROTO_IP, socket.IP_TTL), sock.getsockopt(socket.IPPROTO_IP, socket.IP_TOS))
