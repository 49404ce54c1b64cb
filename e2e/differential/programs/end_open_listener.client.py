# Nobody accepted: the connection, made by the kernel, is reset.
import socket

clients = [socket.create_connection(("127.0.0.1", 9090)) for _ in range(3)]
control = socket.create_connection(("127.0.0.1", 9091))
control.sendall(b"go")
print("control:", control.recv(10))
for client in clients:
    client.settimeout(10)
    try:
        print(client.recv(10))
    except ConnectionResetError as error:
        print(error)
try:
    socket.create_connection(("127.0.0.1", 9090))
except ConnectionRefusedError as error:
    print(error)
