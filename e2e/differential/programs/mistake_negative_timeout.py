# Time does not go back.
import socket

sock = socket.socket()
sock.settimeout(-1)
