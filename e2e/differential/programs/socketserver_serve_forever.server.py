# serve_forever, which a client's word ends from a handler.
import socketserver


class Stop(Exception):
    pass


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            print("got", line.decode().strip())
            if line == b"stop\n":
                self.server.ended = True
            self.wfile.write(line)


class Server(socketserver.TCPServer):
    ended = False

    def service_actions(self):
        if self.ended:
            raise Stop


with Server(("127.0.0.1", 9090), Handler) as server:
    print("listening")
    try:
        server.serve_forever(poll_interval=0.05)
    except Stop:
        print("stopped")
