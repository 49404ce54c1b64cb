import os
import socket

PATH = os.path.abspath("inbox.sock")
try:
    os.remove(PATH)
except FileNotFoundError:
    print("nothing to remove")

with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inbox:
    inbox.bind(PATH)
    print("listening")
    while True:
        data, sender = inbox.recvfrom(100)
        print(data, sender)
        if sender is None:
            continue
        inbox.sendto(data[::-1], sender)
        if data == b"bye":
            break
os.remove(PATH)
