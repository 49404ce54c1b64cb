import socket

for words in (b"one\ntwo\n", b"three\n"):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("upper.sock")
        with client.makefile("rwb") as file:
            file.write(words)
            file.flush()
            client.shutdown(socket.SHUT_WR)
            print(file.readlines())
