# Echoes datagrams, in upper case, until an empty one comes.
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("", 9090))
print("listening")
while True:
    data, sender = server.recvfrom(1024)
    print(data, sender[0])
    if not data:
        break
    print(server.sendto(data.upper(), sender))
server.close()
