# A name that nobody has; the address is asked for before anything is sent.
import socket

sock = socket.socket()
sock.connect(("localhots.invalid", 9090))
