# The general exception comes first: the particular one is never reached; and the old syntax.
#| version: 3.14 allows several exceptions without parentheses, if nothing is named
import socket

try:
    socket.create_connection(("127.0.0.1", 9090))
except OSError as error:
    print("OSError:", type(error).__name__, error.errno)
except ConnectionRefusedError:
    print("never")
try:
    compile("try:\n    pass\nexcept OSError, error:\n    pass\n", "old.py", "exec")
except SyntaxError as error:
    print(error.msg)
try:
    socket.create_connection(("127.0.0.1", 9090))
except socket.Error:
    print("never")
