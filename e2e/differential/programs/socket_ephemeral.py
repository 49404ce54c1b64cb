# Ports that the kernel chooses.
import socket

ports = set()
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    sock = socket.socket(type=kind)
    print(sock.getsockname())
    sock.bind(("127.0.0.1", 0))
    print(sock.getsockname()[0], sock.getsockname()[1] > 1023)
    ports.add((kind, sock.getsockname()[1]))
listener = socket.socket()
listener.listen()
print(listener.getsockname()[0], listener.getsockname()[1] > 1023)
client = socket.create_connection(("127.0.0.1", listener.getsockname()[1]))
print(client.getsockname()[0], client.getsockname() == listener.accept()[1])
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.sendto(b"x", ("127.0.0.1", 9090))
print(datagrams.getsockname()[0], datagrams.getsockname()[1] > 1023)
datagrams.connect(("127.0.0.1", 9090))
print(datagrams.getsockname()[0])
