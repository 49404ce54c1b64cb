# A socket shared by threads: one reads while another writes, shuts it down, or reads as well.
import socket
import threading
import time

server = socket.create_server(("127.0.0.1", 9090))
near = socket.create_connection(("127.0.0.1", 9090))
far, _ = server.accept()


def later(action):
    threading.Timer(0.1, action).start()


later(lambda: far.sendall(b"hello"))
print(near.recv(10))
later(lambda: near.shutdown(socket.SHUT_RD))
print(near.recv(10))
later(lambda: server.shutdown(socket.SHUT_RDWR))
try:
    server.accept()
except OSError as error:
    print(error)

# Two readers of one socket: each byte goes to one of them.
got = []


def read():
    while data := far.recv(1):
        got.append(data)


readers = [threading.Thread(target=read) for _ in range(2)]
for t in readers:
    t.start()
for n in range(10):
    near.sendall(bytes([48 + n]))
near.shutdown(socket.SHUT_WR)
for t in readers:
    t.join()
print(b"".join(sorted(got)))

# A timeout of one call doesn't disturb the other's.
a, b = socket.socketpair()
a.settimeout(0.1)
t = threading.Thread(target=lambda: (time.sleep(0.2), b.sendall(b"late")))
t.start()
try:
    a.recv(10)
except TimeoutError as error:
    print(error)
t.join()
print(a.recv(10))


# Both ends of a pair in threads of their own.
def answer():
    while data := b.recv(100):
        b.sendall(data[::-1])
    b.close()


a.settimeout(None)
t = threading.Thread(target=answer)
t.start()
for word in (b"one", b"two", b"three"):
    a.sendall(word)
    print(a.recv(100))
a.shutdown(socket.SHUT_WR)
print(a.recv(100))
t.join()
