# What a program can ask about itself.
import os
import sys
import time

print(__name__, "__file__" in globals(), len(sys.argv))
print(os.path.basename(sys.argv[0]) == os.path.basename(__file__))
print(sys.byteorder, sys.maxunicode, os.sep, os.linesep == "\n")
started = time.monotonic()
time.sleep(0.3)
print(0.29 < time.monotonic() - started < 1.0)
time.sleep(0)
try:
    time.sleep(-1)
except ValueError as error:
    print(error)
with open("note.txt", "w") as note:
    note.write("kept for the run")
print(open("note.txt").read())
os.remove("note.txt")
print(sorted(name for name in globals() if not name.startswith("_")))
