# A hook that fails itself: both errors are shown.
import sys


def hook(kind, error, traceback):
    raise TypeError("in the hook")


sys.excepthook = hook
raise ValueError("for the hook")
