# Says goodbye and closes: the client reads what was sent, then the end.
import socket

server = socket.socket()
server.bind(("", 9090))
server.listen(1)
print("listening")
connection, address = server.accept()
connection.send(b"one ")
connection.send(b"two")
connection.close()
server.close()
print("bye", address[0])
