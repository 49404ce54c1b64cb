# bind() with a text that holds both.
import socket

sock = socket.socket()
sock.bind("127.0.0.1:9090")
