# An uncaught "address already in use", through bind and not through a helper.
import socket

first = socket.socket()
first.bind(("", 9090))
second = socket.socket()
second.bind(("", 9090))
