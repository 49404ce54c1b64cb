# One select over listeners, streams and datagram sockets.
import select
import socket
import time

server = socket.create_server(("127.0.0.1", 9090))
datagrams = socket.socket(type=socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 9091))
names = {server: "server", datagrams: "datagrams"}


def ready(*watched, wait=5):
    readable, writable, odd = select.select(watched, [], [], wait)
    return [names[one] for one in readable], writable, odd


started = time.monotonic()
print(ready(server, datagrams, wait=0.2), 0.15 < time.monotonic() - started < 1)
client = socket.create_connection(("127.0.0.1", 9090))
print(ready(server, datagrams))
connection, _ = server.accept()
names[connection] = "connection"
client.sendall(b"hello")
print(ready(connection))
print(ready(server, connection, wait=0))
other = socket.socket(type=socket.SOCK_DGRAM)
other.sendto(b"", ("127.0.0.1", 9091))
print(ready(datagrams))
print(datagrams.recvfrom(10)[0], connection.recv(10))
print(ready(server, connection, datagrams, wait=0))
client.close()
print(ready(connection), connection.recv(10))
print(select.select([], [connection], [], 0)[1] == [connection])
try:
    select.select([server, -1], [], [])
except ValueError as error:
    print(type(error).__name__, error)
try:
    select.select([], [], [], -1)
except ValueError as error:
    print(type(error).__name__, error)
