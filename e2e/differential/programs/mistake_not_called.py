# The parentheses of a call are missing.
import socket

sock = socket.socket
sock.connect(("127.0.0.1", 9090))
