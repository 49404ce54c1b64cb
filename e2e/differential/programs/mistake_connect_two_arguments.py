# connect() takes one address, a tuple.
import socket

sock = socket.socket()
sock.connect("127.0.0.1", 9090)
