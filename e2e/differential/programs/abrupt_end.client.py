# Leaves by an exception, without close; a second connection stays open to the last.
import socket

client = socket.create_connection(("127.0.0.1", 9090))
client.sendall(b"last words")
client.shutdown(socket.SHUT_WR)
print(client.recv(10))
other = socket.create_connection(("127.0.0.1", 9090))
other.sendall(b"and then")
raise RuntimeError("the program breaks")
