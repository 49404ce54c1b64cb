# Port 0 means "choose one": what getsockname says before and after bind, and that the port can be reached.
import socket

server = socket.socket()
print(server.getsockname())
server.bind(("127.0.0.1", 0))
host, port = server.getsockname()
print(host, 1024 < port < 65536)
server.listen()
client = socket.create_connection((host, port))
connection, address = server.accept()
print(address == client.getsockname(), client.getpeername() == (host, port))

datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(datagrams.getsockname())
datagrams.sendto(b"x", (host, port))
host, port = datagrams.getsockname()
print(host, 1024 < port < 65536)

lazy = socket.socket()
lazy.listen()
host, port = lazy.getsockname()
print(host, 1024 < port < 65536)
