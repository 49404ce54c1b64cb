# Reads to the end of the stream, and beyond.
import socket
import time

client = socket.socket()
client.connect(("localhost", 9090))
time.sleep(0.2)
text = b""
while piece := client.recv(4):
    text += piece
print(text)
print(client.recv(10), client.recv(10))
client.close()
