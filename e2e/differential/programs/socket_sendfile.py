# sendfile: a file is sent, a part of it, from where it stands; what it refuses.
import io
import socket

with open("data.bin", "wb") as file:
    file.write(bytes(range(256)) * 100)
listener = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
server, _ = listener.accept()
with open("data.bin", "rb") as file:
    print(client.sendfile(file, offset=10, count=100), file.tell())
    print(client.sendfile(file, count=50), file.tell())
print(client.sendfile(io.BytesIO(b"from memory")))
total = b""
while len(total) < 161:
    total += server.recv(1000)
print(len(total), total[:3], total[-11:])
with open("data.bin", "rb") as file:
    print(client.sendfile(file))
received = 0
while received < 25600:
    received += len(server.recv(65536))
print(received)
for attempt in (
    lambda: client.sendfile(open("data.bin")),
    lambda: client.sendfile(io.BytesIO(b"x"), count=0),
    lambda: client.sendfile(io.BytesIO(b"x"), count="1"),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendfile(io.BytesIO(b"x")),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
client.settimeout(0)
with open("data.bin", "rb") as file:
    try:
        client.sendfile(file)
    except ValueError as error:
        print(error)
