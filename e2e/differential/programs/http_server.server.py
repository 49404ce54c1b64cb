# http.server: several methods, headers and codes.
import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/missing":
            self.send_error(404, "No such page")
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer(f"{self.command} {self.path} {self.headers['X-Word']}".encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(b"posted " + body)

    def do_HEAD(self):
        self.send_response(204)
        self.end_headers()

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        print(format % arguments)

    def version_string(self):
        return "test"

    def date_time_string(self, timestamp=None):
        return "now"


with http.server.HTTPServer(("127.0.0.1", 9090), Handler) as server:
    print("listening", server.server_name, server.server_port)
    # One connection each: the client's first four requests, what was moved, where it is now, the form.
    for _ in range(4):
        server.handle_request()
