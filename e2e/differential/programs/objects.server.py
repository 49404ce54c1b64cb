# Objects over a stream: JSON with a length in front.
import json
import socket


def receive_exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(min(16, count - len(data)))
        if not piece:
            raise EOFError("the peer left in the middle")
        data += piece
    return data


with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        while True:
            try:
                length = int(receive_exactly(connection, 10))
            except EOFError as error:
                print(error)
                break
            message = json.loads(receive_exactly(connection, length))
            print(message)
            answer = json.dumps({"keys": sorted(message)}).encode()
            connection.sendall(f"{len(answer):<10}".encode() + answer)
