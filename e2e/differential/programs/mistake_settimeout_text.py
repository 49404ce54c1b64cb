# A timeout from input() is a text.
#| stdin: 5
import socket

seconds = input()
sock = socket.socket()
sock.settimeout(seconds)
