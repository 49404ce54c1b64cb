# The same socket is bound again.
import socket

sock = socket.socket()
sock.bind(("127.0.0.1", 9090))
sock.bind(("127.0.0.1", 9091))
