# An echo server of one thread over epoll, as textbooks for Linux have it, and three clients.
import select
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))
server.setblocking(False)
port = server.getsockname()[1]


def talk(number):
    with socket.create_connection(("127.0.0.1", port)) as client:
        for turn in range(3):
            client.sendall(b"%d:%d" % (number, turn))
            assert client.recv(100) == b"%d:%d" % (number, turn)


threads = [threading.Thread(target=talk, args=(number,)) for number in range(3)]
connections = {}
log = []
with select.epoll() as epoll:
    epoll.register(server, select.EPOLLIN)
    for thread in threads:
        thread.start()
    served = 0
    while served < 3:
        for fd, events in epoll.poll(10):
            if fd == server.fileno():
                connection, _ = server.accept()
                connection.setblocking(False)
                connections[connection.fileno()] = connection
                epoll.register(connection.fileno(), select.EPOLLIN)
            elif data := connections[fd].recv(1000):
                log.append(data.decode())
                connections[fd].sendall(data)
            else:
                epoll.unregister(fd)
                connections.pop(fd).close()
                served += 1
for thread in threads:
    thread.join()
print(sorted(log), epoll.closed)
server.close()
