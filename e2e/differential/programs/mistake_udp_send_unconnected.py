# send() on a UDP socket that knows no destination.
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.send(b"hello")
