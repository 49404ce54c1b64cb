# KeyboardInterrupt as an exception: finally blocks run, then the traceback.
#| differs: a native program ends itself by the signal, for its shell to see; in the page that is an exit code of 130
#| - ==== program · killed by SIGINT
#| + ==== program · failed
import socket

listener = socket.create_server(("127.0.0.1", 9090))
try:
    raise KeyboardInterrupt
finally:
    listener.close()
    print("closed")
