# What a program knows about itself.
#| version: 3.14 has no __annotations__ in a module without any
import __main__
import sys

print(__name__, __main__.__name__, sys.argv, __file__.split("/")[-1], __doc__, __builtins__.__name__)
print(sys.modules["__main__"] is __main__, [name for name in dir() if not name.startswith("__")], __spec__)
if __name__ == "__main__":
    print("run as a program")
print(sorted(name for name in globals() if name.startswith("__")))
