# A chat of one thread: a selector, a listener and three clients.
import selectors
import socket

chooser = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", 9090))
listener.setblocking(False)
chooser.register(listener, selectors.EVENT_READ, "listener")
clients = [socket.create_connection(("127.0.0.1", 9090)) for _ in range(3)]
inside = []


def serve(rounds):
    for _ in range(rounds):
        for key, events in chooser.select(timeout=5):
            if key.data == "listener":
                connection, _ = listener.accept()
                connection.setblocking(False)
                chooser.register(connection, selectors.EVENT_READ, "client")
                inside.append(connection)
            else:
                data = key.fileobj.recv(1024)
                if data:
                    for other in inside:
                        if other is not key.fileobj:
                            other.sendall(data)
                else:
                    chooser.unregister(key.fileobj)
                    inside.remove(key.fileobj)
                    key.fileobj.close()


while len(inside) < 3:
    serve(1)
clients[0].sendall(b"hello")
serve(1)
print([client.recv(100) for client in clients[1:]])
clients[0].close()
serve(1)
print(len(inside))
clients[1].sendall(b"anyone?")
serve(1)
print(clients[2].recv(100))
