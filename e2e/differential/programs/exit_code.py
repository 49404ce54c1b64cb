# Leaves with a number: nothing is printed, the program failed.
import sys

print("leaving")
sys.exit(3)
