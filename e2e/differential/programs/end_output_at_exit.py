# Output without a line feed, and to stderr, isn't lost at the end.
import sys

print("no line feed", end="")
print(" to stderr", end="", file=sys.stderr)
sys.stdout.write(" written")
