# recv() before connect().
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.recv(1024)
