# print as in Python 2.
import socket

print "starting"
sock = socket.socket()
