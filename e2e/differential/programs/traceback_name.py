# Names and attributes that don't exist.
import socket

server = socket.socket()
try:
    server.lisen()
except AttributeError as error:
    print(error)
print(soket)
