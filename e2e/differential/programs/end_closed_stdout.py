# print() after sys.stdout has been closed.
import sys

print("before")
sys.stdout.close()
try:
    print("after")
except ValueError as error:
    print(type(error).__name__, error, file=sys.stderr)
