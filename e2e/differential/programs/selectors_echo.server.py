# An echo server over selectors: several clients at once in one loop.
import selectors
import socket

chooser = selectors.DefaultSelector()
server = socket.create_server(("", 9090))
server.setblocking(False)
chooser.register(server, selectors.EVENT_READ, "server")
print("listening")
served, left = 0, 3
while left:
    for key, events in chooser.select():
        if key.data == "server":
            connection, _ = server.accept()
            connection.setblocking(False)
            chooser.register(connection, selectors.EVENT_READ, "client")
            continue
        data = key.fileobj.recv(1024)
        if data:
            served += 1
            key.fileobj.sendall(data)
        else:
            chooser.unregister(key.fileobj)
            key.fileobj.close()
            left -= 1
print("served", served)
