# The module was never imported.
sock = socket.socket()
