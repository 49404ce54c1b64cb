# Leaves early and content.
import atexit
import sys

atexit.register(print, "at exit")
print("leaving")
raise SystemExit
