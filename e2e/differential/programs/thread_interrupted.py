# KeyboardInterrupt in the main thread while another works: main's traceback, then the thread's end.
import os
import signal
import threading
import time
import traceback


def work():
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.1)
    print("the thread ends")


t = threading.Thread(target=work)
t.start()
try:
    try:
        time.sleep(30)
    finally:
        print("finally")
except KeyboardInterrupt:
    traceback.print_exc()
