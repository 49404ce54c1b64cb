# What http.client says about answers that are none.
import http.client
import socket

listener = socket.create_server(("127.0.0.1", 9090))


def answered(answer):
    connection = http.client.HTTPConnection("127.0.0.1", 9090, timeout=5)
    connection.connect()
    server, _ = listener.accept()
    connection.request("GET", "/")
    server.recv(65536)
    server.sendall(answer)
    server.close()
    try:
        response = connection.getresponse()
        print(response.status, response.read())
    except (http.client.HTTPException, OSError) as error:
        print(type(error).__name__, repr(str(error)))
    connection.close()


answered(b"")
answered(b"nonsense\r\n\r\n")
answered(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
answered(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
answered(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")
answered(b"HTTP/9.9 200 OK\r\n\r\n")
answered(b"HTTP/1.0 200 OK\r\n\r\nno length")
answered(b"HTTP/1.1 abc OK\r\n\r\n")
connection = http.client.HTTPConnection("127.0.0.1", 9090)
try:
    connection.getresponse()
except http.client.HTTPException as error:
    print(type(error).__name__, repr(str(error)))
try:
    http.client.HTTPConnection("127.0.0.1", "port")
except http.client.HTTPException as error:
    print(type(error).__name__, repr(str(error)))
http.client.HTTPConnection("127.0.0.1", 9091).request("GET", "/")
