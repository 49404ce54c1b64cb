# Both wait for the other to speak first; a timeout ends it.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    with connection:
        connection.settimeout(0.5)
        try:
            print(connection.recv(100))
        except TimeoutError as error:
            print("server:", error)
