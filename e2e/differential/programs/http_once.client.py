# The standard library's client, and one request by hand.
import http.client
import socket

connection = http.client.HTTPConnection("127.0.0.1", 9090)
connection.request("GET", "/")
response = connection.getresponse()
print(response.status, response.reason, response.read())
connection.close()

with socket.create_connection(("127.0.0.1", 9090)) as client:
    client.sendall(b"GET /missing HTTP/1.0\r\n\r\n")
    answer = b""
    while piece := client.recv(1024):
        answer += piece
print(answer.splitlines()[0], answer.splitlines()[-1])
