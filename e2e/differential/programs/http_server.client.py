# http.client: one connection for many requests, then urllib.
import http.client
import urllib.error
import urllib.parse
import urllib.request

connection = http.client.HTTPConnection("127.0.0.1", 9090, timeout=10)
for method, path, body in (("GET", "/a?b=c", None), ("POST", "/form", b"x=1"), ("HEAD", "/", None), ("GET", "/missing", None)):
    connection.request(method, path, body, {"X-Word": "hello"})
    response = connection.getresponse()
    print(response.status, response.reason, response.version, response.getheaders()[:1], response.read()[:60])
connection.close()
with urllib.request.urlopen("http://127.0.0.1:9090/moved") as response:
    print(response.status, response.url, response.read())
try:
    data = urllib.parse.urlencode({"name": "Анна", "n": 5}).encode()
    with urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:9090/form", data)) as response:
        print(response.read().decode())
except urllib.error.URLError as error:
    print("failed", error)
try:
    urllib.request.urlopen("http://127.0.0.1:9091/")
except urllib.error.URLError as error:
    print(type(error).__name__, error, type(error.reason).__name__)
