# KeyboardInterrupt caught, as servers do.
import signal
import socket

print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
listener = socket.create_server(("127.0.0.1", 9090))
try:
    signal.raise_signal(signal.SIGINT)
    print("never")
except KeyboardInterrupt:
    print("bye")
