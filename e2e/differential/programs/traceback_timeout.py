# An uncaught timeout, as a learner meets it first.
import socket

server = socket.create_server(("127.0.0.1", 9090))
server.settimeout(0.2)
server.accept()
