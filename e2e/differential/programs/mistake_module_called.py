# The module isn't the class.
import socket

sock = socket(socket.AF_INET, socket.SOCK_STREAM)
