# socketserver with a thread for each request, TCP and UDP, and shutdown().
import socket
import socketserver
import threading


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        barrier.wait()
        for line in self.rfile:
            self.wfile.write(threading.current_thread().name.split("-")[0].encode() + b": " + line.upper())


class Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


def client(n):
    with socket.create_connection(server.server_address) as s, s.makefile("rw") as file:
        for i in range(3):
            print(f"client {n} line {i}", file=file, flush=True)
            answers[n].append(file.readline())


# All three are served at once: none is answered before the third has come.
barrier, answers = threading.Barrier(3), {n: [] for n in range(3)}
with Tcp(("127.0.0.1", 9090), Echo) as server:
    loop = threading.Thread(target=server.serve_forever)
    loop.start()
    clients = [threading.Thread(target=client, args=(n,)) for n in range(3)]
    for t in clients:
        t.start()
    for t in clients:
        t.join()
    server.shutdown()
    loop.join()
print(answers)


class Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data[::-1], self.client_address)


with socketserver.ThreadingUDPServer(("127.0.0.1", 9091), Datagram) as server:
    loop = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    loop.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(5)
        for word in (b"one", b"two"):
            s.sendto(word, server.server_address)
            print(s.recv(100))
    server.shutdown()
    loop.join()
    print(loop.is_alive())


class Failing(socketserver.BaseRequestHandler):
    def handle(self):
        raise ValueError("in a handler")


class Quiet(Tcp):
    def handle_error(self, request, client_address):
        import sys

        failed.append((type(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]).__name__, client_address[0]))


failed = []
with Quiet(("127.0.0.1", 9090), Failing) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with socket.create_connection(server.server_address) as s:
        print(s.recv(10))
    server.shutdown()
print(failed)
