# The module was never imported.
#| version: 3.12 asks whether the import was forgotten
sock = socket.socket()
