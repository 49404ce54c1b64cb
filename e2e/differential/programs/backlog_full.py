# A listener that never accepts: as many clients get in as the backlog allows, the next one times out.
import socket

for backlog in (1, 2, 4):
    server = socket.create_server(("127.0.0.1", 0), backlog=backlog)
    address = server.getsockname()
    clients = []
    try:
        for _ in range(10):
            clients.append(socket.create_connection(address, timeout=0.6))
    except OSError as error:
        print(type(error).__name__, error)
    print("backlog", backlog, "let in", len(clients))
    for one in clients + [server]:
        one.close()
