# Tabs and spaces mixed.
import socket

if True:
        sock = socket.socket()
	sock.close()
