# Three connections open at once, used in turn.
import socket

clients = [socket.create_connection(("127.0.0.1", 9090)) for _ in range(3)]
for turn in range(4):
    for number, client in enumerate(clients):
        client.sendall(f"{turn}:{number}".encode())
    print(*(client.recv(100).decode() for client in reversed(clients)))
for client in clients:
    client.close()
