# close(): what is on its way still arrives, the peer sees the end, the port lives on in TIME_WAIT.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
server, _ = listener.accept()
server.sendall(b"last words " * 1000)
server.close()
total = b""
while data := client.recv(4096):
    total += data
print(len(total), client.recv(10))
print(client.send(b"into the void"))
client.close()
listener.close()
print(socket.socket().connect_ex(("127.0.0.1", 9090)))
plain = socket.socket()
plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
plain.bind(("127.0.0.1", 9090))
print("bound again")
