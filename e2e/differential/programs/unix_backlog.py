# A full queue of AF_UNIX says so at once to who can't wait.
import os
import socket

with socket.socket(socket.AF_UNIX) as listener:
    listener.bind("queue.sock")
    listener.listen(2)
    waiting = []
    while len(waiting) < 10:
        client = socket.socket(socket.AF_UNIX)
        client.setblocking(False)
        waiting.append(client)
        try:
            client.connect("queue.sock")
        except OSError as error:
            print(type(error).__name__, error)
            break
    print(len(waiting))
    impatient = socket.socket(socket.AF_UNIX)
    impatient.settimeout(1)
    print(impatient.connect_ex("queue.sock"))
    for client in (*waiting, impatient):
        client.close()
os.unlink("queue.sock")
