#| stdin: hello
#| stdin: world
#| stdin: quit
# Asks for lines and sends them.
import socket

with socket.create_connection(("127.0.0.1", 9090)) as client:
    while (line := input("> ")) != "quit":
        client.sendall(line.encode())
        print(client.recv(1024).decode())
print("bye")
