# create_connection(all_errors=True): every address' own error in one group.
import socket

try:
    socket.create_connection(("127.0.0.1", 9090), all_errors=True)
except ExceptionGroup as group:
    print(group)
    for error in group.exceptions:
        print(type(error).__name__, error)
socket.create_connection(("127.0.0.1", 9090), all_errors=True)
