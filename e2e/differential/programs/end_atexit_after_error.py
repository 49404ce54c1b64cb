# atexit functions are called after an unhandled exception too, and when they themselves exit.
import atexit

atexit.register(print, "at exit")
print("before")
1 / 0
