# input() gives a text, bind() wants a number.
#| stdin: 9090
import socket

port = input("Port: ")
print()
sock = socket.socket()
sock.bind(("127.0.0.1", port))
