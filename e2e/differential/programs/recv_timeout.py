# A limit on recv, recv_into, recvfrom and a makefile; data afterwards still arrives.
import socket
import time

server = socket.create_server(("127.0.0.1", 9090))
client = socket.create_connection(("127.0.0.1", 9090), timeout=0.3)
connection, _ = server.accept()


def attempt(what, call):
    started = time.monotonic()
    try:
        call()
    except OSError as error:
        print(what, type(error).__name__, error)
    passed = time.monotonic() - started
    print("in time:", 0.25 < passed < 1.5)


attempt("recv:", lambda: client.recv(10))
attempt("recv_into:", lambda: client.recv_into(bytearray(10)))
attempt("recvfrom:", lambda: client.recvfrom(10))
connection.sendall(b"late")
print(client.recv(10))

reader = client.makefile("rb")
attempt("makefile:", reader.readline)
connection.sendall(b"line\n")
try:
    print(reader.readline())
except OSError as error:
    print(type(error).__name__, error)

datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(("127.0.0.1", 0))
datagrams.settimeout(0.3)
attempt("UDP:", lambda: datagrams.recvfrom(10))
