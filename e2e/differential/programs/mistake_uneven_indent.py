# A line that is indented by chance.
import socket

sock = socket.socket()
    sock.bind(("127.0.0.1", 9090))
