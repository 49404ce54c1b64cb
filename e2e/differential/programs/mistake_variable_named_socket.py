# A variable takes the module's name.
import socket

socket = socket.socket()
other = socket.socket()
