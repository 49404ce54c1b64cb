# KeyboardInterrupt raised by hand and caught.
try:
    raise KeyboardInterrupt
except KeyboardInterrupt as error:
    print(type(error).__name__, repr(error))
finally:
    print("clean")
