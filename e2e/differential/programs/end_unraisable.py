# An exception in __del__ can't be raised: it is reported, and the program goes on.
#| version: 3.14 says that it was calling a deallocator
import gc


class Fragile:
    def __del__(self):
        raise RuntimeError("in __del__")


Fragile()
gc.collect()
print("goes on")
