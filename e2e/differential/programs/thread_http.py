# A web server in one thread, urllib and http.client in others.
import http.client
import http.server
import json
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/missing":
            return self.send_error(404)
        body = json.dumps({"path": self.path, "host": self.headers["Host"].split(":")[0]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(data.upper())

    def log_message(self, form, *arguments):
        log.append(form % arguments)


log = []
server = http.server.ThreadingHTTPServer(("127.0.0.1", 9090), Handler)
loop = threading.Thread(target=server.serve_forever)
loop.start()
base = "http://127.0.0.1:9090"
with urllib.request.urlopen(f"{base}/hello?x=1") as answer:
    print(answer.status, answer.headers["Content-Type"], json.load(answer))
with urllib.request.urlopen(f"{base}/post", data=b"some data") as answer:
    print(answer.status, answer.read())
try:
    urllib.request.urlopen(f"{base}/missing")
except urllib.error.HTTPError as error:
    print(error.code, error.reason)

found = {}


def fetch(n):
    connection = http.client.HTTPConnection("127.0.0.1", 9090, timeout=10)
    for i in range(3):
        connection.request("GET", f"/{n}/{i}")
        found[n, i] = json.loads(connection.getresponse().read())["path"]
    connection.close()


threads = [threading.Thread(target=fetch, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(found.items()))
server.shutdown()
loop.join()
server.server_close()
try:
    urllib.request.urlopen(base, timeout=2)
except urllib.error.URLError as error:
    print(error.reason)
print(sorted(log)[:3], len(log))
