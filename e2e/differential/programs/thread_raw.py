# The low-level module below threading.
#| version: 3.14 names the smallest size of a stack
import _thread
import sys
import threading
import time

done = _thread.allocate_lock()
done.acquire()
seen = []


def work(a, b=0):
    seen.append((a, b, _thread.get_ident() != main, threading.current_thread().name.startswith("Dummy-")))
    done.release()


main = _thread.get_ident()
ident = _thread.start_new_thread(work, (1,), {"b": 2})
done.acquire()
print(seen, type(ident) is int)


def leave():
    _thread.exit()


def fail():
    raise ValueError("nobody joins me")


def told(args):
    told_of.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback.tb_frame.f_code.co_name))


told_of, sys.unraisablehook = [], told
_thread.start_new_thread(leave, ())
_thread.start_new_thread(fail, ())
time.sleep(0.1)
print(told_of)
for wrong in (
    lambda: _thread.start_new_thread(1, ()),
    lambda: _thread.start_new_thread(print, []),
    lambda: _thread.start_new_thread(print, (), []),
):
    try:
        wrong()
    except TypeError as error:
        print(error)
print(_thread.TIMEOUT_MAX == threading.TIMEOUT_MAX, _thread.error, _thread.LockType is type(done))
print(threading.stack_size(), threading.stack_size(256 * 1024), threading.stack_size(0))
for size in (-1, 100):
    try:
        threading.stack_size(size)
    except ValueError as error:
        print(error)

# A thread that nobody waits for ends with the program.
_thread.start_new_thread(lambda: (time.sleep(5), print("never")), ())
print("the end")
