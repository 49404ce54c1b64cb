# Notes of an exception, one of several lines.
import socket

try:
    socket.create_connection(("127.0.0.1", 9090))
except OSError as error:
    error.add_note("Is the server running?")
    error.add_note("Start it first:\n    python3 server.py")
    raise
