# The module isn't the class.
#| version: 3.14 suggests the class of the same name
import socket

sock = socket(socket.AF_INET, socket.SOCK_STREAM)
