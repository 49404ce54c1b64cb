import os
import socket

PATH = "echo.sock"

# Left over from another run?
if os.path.exists(PATH):
    os.unlink(PATH)

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
    listener.bind(PATH)
    listener.listen()
    print("listening on", listener.getsockname())
    for _ in range(2):
        connection, peer = listener.accept()
        with connection:
            print("peer:", repr(peer), "own name:", connection.getsockname())
            received = 0
            while data := connection.recv(65536):
                received += len(data)
                connection.sendall(data.upper())
            print("received", received)
os.unlink(PATH)
print("still there:", os.path.exists(PATH))
