# All that was sent before the end arrives, then b"".
import socket
import time

client = socket.create_connection(("127.0.0.1", 9090))
client.settimeout(10)
client.sendall(b"hello")
time.sleep(0.2)
total = 0
while data := client.recv(65536):
    total += len(data)
print(total, client.recv(1))
