# input() in a thread, while the main thread goes on.
#| stdin: first line
#| stdin: second line
import threading

lines, ready = [], threading.Event()


def ask():
    while True:
        try:
            lines.append(input())
        except EOFError:
            ready.set()
            return


threading.Thread(target=ask, daemon=True).start()
ticks = 0
while not ready.wait(0.01):
    ticks += 1
print(lines, ticks >= 0)
