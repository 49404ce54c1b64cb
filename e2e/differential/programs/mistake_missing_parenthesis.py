# A parenthesis that is never closed.
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM
sock.connect(("127.0.0.1", 9090))
