# A handler of one's own for SIGINT, and what may be asked about signals.
import signal


def handler(number, frame):
    print("signal", number, signal.Signals(number).name, frame.f_lineno > 0)


print(signal.signal(signal.SIGINT, handler) is signal.default_int_handler)
signal.raise_signal(signal.SIGINT)
print("goes on", signal.getsignal(signal.SIGINT) is handler)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
print("ignored")
for attempt in (lambda: signal.signal(99, handler), lambda: signal.signal(signal.SIGINT, "text")):
    try:
        attempt()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
