# Receiving into one's own memory, and the limits of the arguments.
import array
import socket

server = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090))
connection, _ = server.accept()

client.sendall(b"abcdefghij")
space = bytearray(b"........")
print(connection.recv_into(space, 3), space)
print(connection.recv_into(memoryview(space)[3:5]), space)
count, sender = connection.recvfrom_into(space, 2)
print(count, space, sender)
print(connection.recvfrom(2))
client.sendall(memoryview(b"-view-")[1:5])
client.sendall(array.array("B", [33, 34]))
client.sendall(bytearray(b"end"))
rest = b""
while len(rest) < 10:
    rest += connection.recv(100)
print(rest)
print(connection.recv(0), client.send(b""), client.sendall(b""))


def attempt(what, call):
    try:
        print(what, call())
    except Exception as error:
        print(what, type(error).__name__, error)


attempt("negative:", lambda: connection.recv(-1))
attempt("too long:", lambda: connection.recv_into(space, 100))
attempt("negative length:", lambda: connection.recv_into(space, -1))
attempt("read-only:", lambda: connection.recv_into(b"xx"))
attempt("text:", lambda: client.send("text"))
attempt("text to all:", lambda: client.sendall("text"))
attempt("number:", lambda: client.send(5))
attempt("float:", lambda: connection.recv(1.5))
