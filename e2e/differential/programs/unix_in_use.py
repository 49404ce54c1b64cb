import os
import socket

with socket.socket(socket.AF_UNIX) as first, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as second:
    first.bind("used.sock")
    try:
        second.bind(os.path.join(os.getcwd(), ".", "used.sock"))
    except OSError as error:
        print(error)
    # The name is a file's: unlinked, it is free again, though the first socket goes on.
    os.unlink("used.sock")
    second.bind("used.sock")
    print(first.getsockname(), second.getsockname())
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect("used.sock")
        except OSError as error:
            print(error)
os.unlink("used.sock")

with open("file.txt", "w"):
    pass
for path in ("file.txt", "no-such-folder/a.sock", "file.txt/a.sock"):
    for what in ("bind", "connect"):
        if (what, path) == ("connect", "file.txt/a.sock"):
            continue
        with socket.socket(socket.AF_UNIX) as sock:
            try:
                getattr(sock, what)(path)
            except OSError as error:
                print(what, path, error)
os.unlink("file.txt")
