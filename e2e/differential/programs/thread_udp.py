# One UDP socket, read in one thread and written in others.
import socket
import threading

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 9090))
got = []


def receive():
    while (data := receiver.recvfrom(100)[0]) != b"stop":
        got.append(data)


def send(n):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        for i in range(5):
            s.sendto(f"{n}.{i}".encode(), ("127.0.0.1", 9090))


reader = threading.Thread(target=receive)
reader.start()
threads = [threading.Thread(target=send, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
while len(got) < 20:
    pass
receiver.sendto(b"stop", ("127.0.0.1", 9090))
reader.join()
print(sorted(got))
