# Tabs and spaces mixed.
#| version: 3.14 quotes a tab as it stands
import socket

if True:
        sock = socket.socket()
	sock.close()
