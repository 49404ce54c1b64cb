# exit() deep inside, with finally blocks and context managers on the way out.
import contextlib
import sys


@contextlib.contextmanager
def manager():
    try:
        yield
    finally:
        print("manager left")


def deep(n):
    try:
        if n:
            deep(n - 1)
        else:
            sys.exit(4)
    finally:
        print("finally", n)


with manager():
    deep(2)
print("never")
