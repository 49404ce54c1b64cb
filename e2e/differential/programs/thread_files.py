# Threads that write to one file, and to files of their own.
import os
import threading


def write(n):
    for i in range(2000):
        print(f"thread {n} line {i}", file=shared, flush=True)


failures = []
threading.excepthook = lambda args: failures.append(repr(args.exc_value))
with open("shared.txt", "w") as shared:
    threads = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
with open("shared.txt") as file:
    print(len(file.read().split("thread ")) - 1, failures)


def blocks(n):
    with open(f"own{n}.bin", "wb") as file:
        for i in range(200):
            file.write(bytes([n]) * 3000)
            file.write(bytes([n]) * 9000)


threads = [threading.Thread(target=blocks, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for n in range(3):
    with open(f"own{n}.bin", "rb") as file:
        print(n, set(file.read()), os.path.getsize(f"own{n}.bin"))
    os.remove(f"own{n}.bin")
os.remove("shared.txt")
print(failures)
