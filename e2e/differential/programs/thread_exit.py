# sys.exit() in a thread ends that thread only; in main it waits for the others; the status is main's.
import atexit
import sys
import threading
import time

atexit.register(print, "atexit")


def leave():
    print("thread leaves")
    sys.exit(5)


def linger():
    time.sleep(0.1)
    print("thread still here:", threading.main_thread().is_alive())


t = threading.Thread(target=leave)
t.start()
t.join()
threading.Thread(target=linger).start()
print("main leaves")
sys.exit(3)
