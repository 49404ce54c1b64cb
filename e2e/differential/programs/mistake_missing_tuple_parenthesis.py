# One parenthesis too few, in the commonest line of all.
import socket

sock = socket.socket()
sock.connect(("127.0.0.1", 9090)
