# atexit: last registered, first called; arguments; unregister; one that fails is reported and the others go on.
#| version: the line about an ignored exception ends otherwise since 3.13
import atexit
import sys


def say(*words, **named):
    print("at exit", words, named, flush=True)


def fail():
    raise ValueError("in a function at exit")


atexit.register(say, 1, 2, key="value")
atexit.register(fail)
never = atexit.register(print, "never")
atexit.unregister(print)


@atexit.register
def last():
    say("registered last")


sys.stderr.flush()
print("main ends")
