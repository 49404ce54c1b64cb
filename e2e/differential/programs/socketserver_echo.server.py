# The standard library's own server class handles two requests.
import socketserver


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        print("from", self.client_address[0], line)
        self.wfile.write(line.upper())


class Server(socketserver.TCPServer):
    allow_reuse_address = True


with Server(("127.0.0.1", 9090), Echo) as server:
    print("listening")
    server.handle_request()
    server.timeout = 5
    server.handle_request()
    server.timeout = 0.2
    server.handle_timeout = lambda: print("nobody came")
    server.handle_request()
