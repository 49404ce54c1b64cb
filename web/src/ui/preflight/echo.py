# Both ends of a connection in one program of one thread: it runs in every browser that runs any.
import socket
import time

with socket.create_server(('127.0.0.1', 0)) as server, socket.create_connection(server.getsockname()) as client:
    connection, _ = server.accept()
    with connection:
        times = []
        for number in range(20):
            said = f'message {number}'.encode()
            began = time.perf_counter()
            client.sendall(said)
            connection.sendall(connection.recv(100))
            heard = client.recv(100)
            times.append(time.perf_counter() - began)
            if heard != said:
                raise ValueError(f'sent {said}, received {heard}')

print('echo', round(sorted(times)[10] * 1_000_000))
