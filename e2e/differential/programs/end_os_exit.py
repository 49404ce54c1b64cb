# os._exit: at once, nothing else runs.
import atexit
import os
import sys

atexit.register(print, "never")
try:
    print("before", flush=True)
    sys.stdout.flush()
    os._exit(3)
finally:
    print("never either")
