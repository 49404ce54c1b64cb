# threading.excepthook: what a program may do about its threads' exceptions.
import sys
import threading


def fail(what):
    raise what


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)


def run(target, *args):
    t = threading.Thread(target=target, args=args, name="it")
    t.start()
    t.join()


threading.excepthook = hook
run(fail, ValueError("v"))
run(fail, KeyboardInterrupt())
run(sys.exit, 3)


def broken(args):
    raise LookupError("in the hook")


threading.excepthook = broken
run(fail, ValueError("w"))
threading.excepthook = threading.__excepthook__
run(fail, OSError(5, "plain again"))
run(sys.exit, "silent")
print("the end")
