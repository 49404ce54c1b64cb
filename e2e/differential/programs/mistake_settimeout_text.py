# A timeout from input() is a text.
#| version: 3.14 says that a timeout may be a float
#| stdin: 5
import socket

seconds = input()
sock = socket.socket()
sock.settimeout(seconds)
