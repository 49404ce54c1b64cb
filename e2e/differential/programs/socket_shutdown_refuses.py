# After shutdown() of a listener nobody connects any more.
#| differs: the relay keeps accepting until close(): shutdown() of a listener isn't told to it
#| - 111
#| + 0
import socket

listener = socket.create_server(("127.0.0.1", 9090))
listener.shutdown(socket.SHUT_RDWR)
print(socket.socket().connect_ex(("127.0.0.1", 9090)))
