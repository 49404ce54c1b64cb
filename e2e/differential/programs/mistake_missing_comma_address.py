# A comma left out in an address: Python calls the text, and says so beforehand.
import socket

sock = socket.socket()
sock.connect(("127.0.0.1" 9090))
