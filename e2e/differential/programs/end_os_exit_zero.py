# os._exit(0) is a success.
import os

print("before", flush=True)
os._exit(0)
