# One thousand short connections.
import socket

for number in range(1000):
    with socket.create_connection(("127.0.0.1", 9090)) as client:
        client.sendall(b"%d" % number)
        answer = client.recv(100)
        if client.recv(100) != b"":
            print("more than one answer")
print("last answer", int(answer))
