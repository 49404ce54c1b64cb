# A client that speaks HTTP itself, to http.server's file handler.
#| version: http.server's pages have a style sheet since 3.14
import functools
import http.server
import os
import socket

os.makedirs("site", exist_ok=True)
with open("site/page.html", "w") as file:
    file.write("<h1>Hello</h1>\n")


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments):
        print(format % arguments)


def ask(server, request):
    with socket.create_connection(("127.0.0.1", 9090)) as sock:
        sock.sendall(request)
        sock.shutdown(socket.SHUT_WR)
        server.handle_request()
        answer = b""
        while data := sock.recv(4096):
            answer += data
    head, _, body = answer.partition(b"\r\n\r\n")
    kept = [line for line in head.decode().split("\r\n") if not line.startswith(("Date", "Server", "Last-Modified"))]
    print(kept, body[:40])


with http.server.HTTPServer(("127.0.0.1", 9090), functools.partial(Handler, directory="site")) as server:
    ask(server, b"GET /page.html HTTP/1.0\r\n\r\n")
    ask(server, b"HEAD /page.html HTTP/1.0\r\n\r\n")
    ask(server, b"GET /none.html HTTP/1.0\r\n\r\n")
    ask(server, b"GET / HTTP/1.0\r\n\r\n")
    ask(server, b"PUT /page.html HTTP/1.0\r\n\r\n")
    ask(server, b"nonsense\r\n\r\n")
    ask(server, b"GET /../../etc/passwd HTTP/1.0\r\n\r\n")
