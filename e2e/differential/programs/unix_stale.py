# A path stays when its socket is gone, and then nobody listens there.
import os
import socket
import stat

PATH = "stale.sock"


def attempt(action, *arguments):
    try:
        action(*arguments)
        print("ok")
    except OSError as error:
        print(type(error).__name__, error)


print(os.path.exists(PATH), os.path.lexists(PATH))
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(PATH)
    with socket.socket(socket.AF_UNIX) as client:
        print("bound, not listening:", end=" ")
        attempt(client.connect, PATH)
    listener.listen()
    with socket.socket(socket.AF_UNIX) as client:
        attempt(client.connect, PATH)

mode = os.stat(PATH).st_mode
print(oct(mode), stat.S_ISSOCK(mode), os.path.isfile(PATH), os.path.isdir(PATH), os.listdir(".").count(PATH))
attempt(open, PATH)

with socket.socket(socket.AF_UNIX) as again:
    attempt(again.connect, PATH)
    attempt(again.bind, PATH)
    os.unlink(PATH)
    attempt(again.connect, PATH)
    attempt(again.bind, PATH)
    attempt(again.bind, "other.sock")
os.unlink(PATH)
attempt(os.unlink, PATH)
attempt(os.stat, PATH)
