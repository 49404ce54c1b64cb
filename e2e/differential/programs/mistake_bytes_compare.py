# Bytes never equal a text, so the loop would go on; nothing is raised.
import socket

left, right = socket.socketpair()
left.sendall(b"quit")
command = right.recv(100)
print(command == "quit", command == b"quit", command.decode() == "quit")
print(f"You said {command}")
print("quit" in str(command), str(command))
print("quit" in command)
