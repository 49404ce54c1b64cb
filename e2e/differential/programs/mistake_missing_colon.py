# A colon left out after while True.
import socket

sock = socket.socket()
while True
    sock.accept()
