# http.server answers two requests.
import http.server


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"You asked for {self.path}\n".encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        print("log:", format % arguments)


with http.server.HTTPServer(("127.0.0.1", 9090), Page) as server:
    print("listening")
    server.handle_request()
    server.handle_request()
