# A comma left out between two arguments.
import socket

sock = socket.socket(socket.AF_INET socket.SOCK_STREAM)
