# `from socket import *`, and then the name socket means the class.
from socket import *

sock = socket(AF_INET, SOCK_STREAM)
print(sock.family)
other = socket.socket(AF_INET, SOCK_STREAM)
