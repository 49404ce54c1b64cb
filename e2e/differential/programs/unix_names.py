# Which names there are: paths as text and bytes, abstract names, none.
import os
import socket


def show(address, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_UNIX, kind) as sock:
        try:
            sock.bind(address)
        except Exception as error:
            print(type(error).__name__, error)
            return
        name = sock.getsockname()
        print(repr(name), os.path.exists(name) if str(name).isprintable() else "-")
    if isinstance(name, str):
        os.unlink(name)


show("plain.sock")
show(b"bytes.sock")
show("чат.sock")
show(b"\xff\xfe.sock")
show("with space and %41")
show("ends\0here")
show("./dot.sock")
show("x" * 107)
show("x" * 108)
show("\0abstract-echoroom")
show(b"\0abstract\0\xff")
show("\0" + "y" * 107)
show("\0" + "y" * 108)
for wrong in (("host", 80), 3, None, ["a"]):
    show(wrong)

with socket.socket(socket.AF_UNIX) as automatic:
    automatic.bind("")
    name = automatic.getsockname()
    print(type(name).__name__, len(name), name[:1])
    automatic.listen()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(name)
        connection, peer = automatic.accept()
        print(client.getpeername() == name, repr(peer))
        connection.close()

for missing in ("", "missing.sock", "\0missing-echoroom"):
    with socket.socket(socket.AF_UNIX) as client:
        print(client.connect_ex(missing), end=" ")
        try:
            client.connect(missing)
        except OSError as error:
            print(type(error).__name__, error)
