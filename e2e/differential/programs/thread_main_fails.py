# An exception in the main thread is printed at once; the other threads end in their own time.
import threading
import time


def work():
    for n in range(3):
        time.sleep(0.05)
        print("still working", n)


threading.Thread(target=work).start()
raise RuntimeError("main is done")
