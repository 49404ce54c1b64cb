# How a connection ends: read, unread, half closed, never accepted.
import os
import socket


def attempt(label, action, *arguments):
    try:
        print(label, action(*arguments))
    except OSError as error:
        print(label, type(error).__name__, error)


def connected():
    client = socket.socket(socket.AF_UNIX)
    client.connect("ends.sock")
    return client, listener.accept()[0]


listener = socket.socket(socket.AF_UNIX)
listener.bind("ends.sock")
listener.listen()

client, server = connected()
client.sendall(b"read")
print(server.recv(100))
server.sendall(b"last words")
server.close()
attempt("after close", client.recv, 100)
attempt("after close", client.recv, 100)
attempt("send", client.send, b"x")
client.close()

client, server = connected()
client.sendall(b"never read")
server.settimeout(5)
server.recv(5)
server.sendall(b"answer")
server.close()
attempt("unread", client.recv, 100)
attempt("unread", client.recv, 100)
attempt("unread", client.recv, 100)
attempt("send", client.send, b"x")
client.close()

client, server = connected()
client.shutdown(socket.SHUT_WR)
attempt("half", server.recv, 100)
attempt("half", server.send, b"still")
attempt("half", client.recv, 100)
attempt("half", client.send, b"x")
server.close()
client.close()

waiting = socket.socket(socket.AF_UNIX)
waiting.connect("ends.sock")
attempt("again", waiting.connect, "ends.sock")
attempt("sendto", waiting.sendto, b"x", "ends.sock")
listener.close()
attempt("never accepted", waiting.recv, 100)
waiting.close()
os.unlink("ends.sock")
