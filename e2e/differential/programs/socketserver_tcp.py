# socketserver.TCPServer: the order in which its methods are called for each client.
import socket
import socketserver


class Handler(socketserver.StreamRequestHandler):
    def setup(self):
        print("setup", self.client_address[0])
        super().setup()

    def handle(self):
        line = self.rfile.readline()
        print("handle", line)
        self.wfile.write(line.swapcase())

    def finish(self):
        print("finish")
        super().finish()


class Server(socketserver.TCPServer):
    allow_reuse_address = True

    def verify_request(self, request, client_address):
        print("verify")
        return super().verify_request(request, client_address)

    def service_actions(self):
        pass


with Server(("127.0.0.1", 9090), Handler) as server:
    print(server.server_address, server.request_queue_size, server.socket.getsockname() == server.server_address)
    for text in (b"Hello\n", b"World\n"):
        client = socket.create_connection(("127.0.0.1", 9090))
        client.sendall(text)
        server.handle_request()
        print(client.recv(100), client.recv(100))
    server.timeout = 0.05
    server.handle_timeout = lambda: print("nobody came")
    server.handle_request()
