# Copies share what the kernel keeps: options, what is in the queue, a shutdown.
import socket

left, right = socket.socketpair()
copy = left.dup()
right.sendall(b"abcdef")
print(left.recv(3), copy.recv(3))
copy.shutdown(socket.SHUT_WR)
print(right.recv(10))
try:
    left.send(b"x")
except BrokenPipeError as error:
    print(error)
listener = socket.create_server(("127.0.0.1", 9090))
twin = listener.dup()
listener.close()
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = twin.accept()
print(connection.getpeername() == client.getsockname())
twin.close()
print(socket.socket().connect_ex(("127.0.0.1", 9090)))
