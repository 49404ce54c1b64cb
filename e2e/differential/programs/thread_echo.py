# A server with a thread for each client, and clients in threads, all in one program.
import socket
import threading


def serve(connection, address):
    with connection:
        while data := connection.recv(1024):
            connection.sendall(data.upper())


def accept():
    while True:
        try:
            connection, address = server.accept()
        except OSError:
            return
        threading.Thread(target=serve, args=(connection, address), daemon=True).start()


def client(n):
    with socket.create_connection(("127.0.0.1", 9090)) as s:
        for i in range(5):
            s.sendall(f"client {n} message {i}".encode())
            answers[n].append(s.recv(1024))


server = socket.create_server(("127.0.0.1", 9090))
acceptor = threading.Thread(target=accept, daemon=True)
acceptor.start()
answers = {n: [] for n in range(8)}
threads = [threading.Thread(target=client, args=(n,)) for n in answers]
for t in threads:
    t.start()
for t in threads:
    t.join()
for n, got in answers.items():
    print(n, got)

# A big answer while others talk.
def pour():
    with socket.create_connection(("127.0.0.1", 9090)) as s:
        sender = threading.Thread(target=lambda: (s.sendall(b"x" * 500_000), s.shutdown(socket.SHUT_WR)))
        sender.start()
        total = 0
        while data := s.recv(65536):
            total += len(data)
        sender.join()
        poured.append(total)


poured = []
answers = {n: [] for n in range(4)}
threads = [threading.Thread(target=client, args=(n,)) for n in answers] + [threading.Thread(target=pour) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(poured, [len(got) for got in answers.values()])
