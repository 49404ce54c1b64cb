# The body of the loop isn't indented.
import socket

for port in (9090, 9091):
sock = socket.socket()
