# create_connection: timeouts, the source's address, what it says.
#| version: 3.14 says that a timeout may be a float, and how many values it got
import socket

listener = socket.create_server(("127.0.0.1", 9090))
with socket.create_connection(("127.0.0.1", 9090), 3, ("127.0.0.1", 9091)) as client:
    print(client.gettimeout(), client.getsockname(), listener.accept()[1])
socket.setdefaulttimeout(7)
with socket.create_connection(("127.0.0.1", 9090)) as client:
    print(client.gettimeout(), client.type, client.family)
socket.setdefaulttimeout(None)
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 9090), timeout="3"),
    lambda: socket.create_connection(("127.0.0.1", 9090), source_address=("127.0.0.1",)),
    lambda: socket.create_connection(("nobody.invalid", 9090)),
    lambda: socket.create_connection(("127.0.0.1", "nothing")),
    lambda: socket.create_connection("127.0.0.1:9090"),
    lambda: socket.create_connection(("127.0.0.1", 9090, 0)),
    lambda: socket.create_connection(None),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
