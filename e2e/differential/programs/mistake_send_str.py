# A text is sent as it is.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
sock = socket.create_connection(("127.0.0.1", 9090))
sock.send("hello")
