# Mistakes with threads, and what they are called.
import threading

t = threading.Thread(target=print, args=("once",))
for wrong in (t.join, lambda: (t.start(), t.join()), t.start, lambda: threading.current_thread().join()):
    try:
        wrong()
    except RuntimeError as error:
        print(error)

found = []


def join_myself():
    try:
        me.join()
    except RuntimeError as error:
        found.append(str(error))


me = threading.Thread(target=join_myself)
me.start()
me.join()
print(found)


class Forgetful(threading.Thread):
    def __init__(self):
        pass


for wrong in (lambda: Forgetful().start(), lambda: Forgetful().join()):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
try:
    threading.Thread(print)
except AssertionError as error:
    print(error)

# The mistake of all beginners: the function is called, not passed.
t = threading.Thread(target=print("called at once"))
t.start()
t.join()
t = threading.Thread(target=len, args=(1, 2))
t.start()
t.join()
t = threading.Thread(target="work")
t.start()
t.join()
