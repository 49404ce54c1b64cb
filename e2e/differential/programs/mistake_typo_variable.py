# A misspelt variable.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
print(listner.getsockname()[1] > 0)
