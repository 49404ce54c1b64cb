# What help() shows of a method: CPython's own words.
import socket

print(socket.socket.recv.__doc__.splitlines()[0])
print(socket.socket.bind.__doc__.splitlines()[0])
print(socket.socket.sendall.__doc__.splitlines()[0])
print(socket.gethostbyname.__doc__.splitlines()[0])
print(socket.socket.recv.__name__, socket.socket.recv.__qualname__)
print([name for name in ("recv", "send", "accept", "bind", "listen", "makefile", "sendfile") if name not in dir(socket.socket)])
