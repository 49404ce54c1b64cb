# pickle.dumps() gives bytes already; pickle.loads() of a part, and of a text.
import pickle
import socket

left, right = socket.socketpair()
left.sendall(pickle.dumps([1, 2, 3]))
for attempt in (lambda: pickle.loads(right.recv(8)), lambda: pickle.loads("[1, 2, 3]"), lambda: pickle.loads(b"")):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
left.sendall(pickle.dumps([1, 2, 3]).encode())
