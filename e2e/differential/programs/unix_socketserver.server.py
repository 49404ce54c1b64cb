import os
import socketserver

PATH = "upper.sock"


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        print("client:", repr(self.client_address))
        for line in self.rfile:
            self.wfile.write(line.upper())


if os.path.exists(PATH):
    os.unlink(PATH)
with socketserver.UnixStreamServer(PATH, Upper) as server:
    print("listening on", server.server_address)
    server.handle_request()
    server.handle_request()
os.unlink(PATH)

with socketserver.UnixDatagramServer(PATH, None) as server:
    print(server.socket)
os.unlink(PATH)
