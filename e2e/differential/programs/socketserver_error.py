# A handler that fails: socketserver prints the traceback and goes on.
import socket
import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        number = int(self.request.recv(100))
        self.request.sendall(str(100 // number).encode())


with socketserver.TCPServer(("127.0.0.1", 9090), Handler) as server:
    server.handle_error = lambda request, address: print("failed for", address[0])
    for text in (b"0", b"five", b"5"):
        client = socket.create_connection(("127.0.0.1", 9090))
        client.sendall(text)
        server.handle_request()
        print(client.recv(100))
