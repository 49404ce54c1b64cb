# Nobody raises a signal but the program itself, however long it computes.

import signal
import time

print(signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGVTALRM))
heard = []
signal.signal(signal.SIGALRM, lambda number, _frame: heard.append(number))
end = time.monotonic() + 0.2
while time.monotonic() < end:
    pass
print(len(heard))
signal.raise_signal(signal.SIGALRM)
print(len(heard))
