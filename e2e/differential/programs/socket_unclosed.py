# A socket that nobody closed: a ResourceWarning, if one asks for it.
import gc
import socket
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: print(category.__name__, str(message).split(" fd=")[0])
socket.socket()
gc.collect()
sock = socket.socket()
del sock
gc.collect()
closed = socket.socket()
closed.close()
del closed
detached = socket.socket()
socket.close(detached.detach())
del detached
print("end")
