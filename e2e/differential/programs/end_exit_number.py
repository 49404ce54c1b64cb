# An exit code that is no small number, and what is printed for one that is no number.
import sys

print("before")
sys.exit((1, "two"))
