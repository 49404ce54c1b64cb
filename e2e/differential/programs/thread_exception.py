# What an exception in a thread prints; the program goes on and ends well.
import socket
import threading


def divide(n):
    return 1 / n


def connect():
    with socket.socket() as s:
        s.connect(("127.0.0.1", 9090))


class Failing(threading.Thread):
    def run(self):
        raise RuntimeError("from run()")


def chained():
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("worse") from error


for t in (
    threading.Thread(target=divide, args=(0,)),
    threading.Thread(target=connect, name="client"),
    Failing(name="failing"),
    threading.Thread(target=chained),
    threading.Thread(target=divide),
):
    t.start()
    t.join()
    print(t.name, t.is_alive())
print("the end")
