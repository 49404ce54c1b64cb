# A socket closes for good when its files are closed too.
import socket

left, right = socket.socketpair()
reader, writer = left.makefile("r"), left.makefile("w")
left.close()
print(left, left.fileno() != -1)
writer.write("kept\n")
writer.close()
right.settimeout(0.05)
print(right.recv(100))
try:
    right.recv(1)
except TimeoutError:
    print("still open")
reader.close()
print(right.recv(1), left.fileno())
for attempt in (lambda: reader.read(), lambda: writer.write("x"), lambda: left.recv(1), lambda: left.makefile()):
    try:
        print(type(attempt()).__name__)
    except Exception as error:
        print(type(error).__name__, error)
