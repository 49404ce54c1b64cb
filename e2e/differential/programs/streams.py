# stdout and stderr, partial lines, flush, Unicode, and what the streams say of themselves.
import sys

print("a", "b", sep="-", end="!\n")
sys.stdout.write("no newline")
sys.stdout.flush()
print()
print("to stderr", file=sys.stderr)
sys.stderr.write("second\n")
print("Привет, сеть! ✓ 你好 🙂")
print(sys.stdout.encoding, sys.stderr.encoding)
print("tab\tback\\slash", repr("é\n"), ascii("é"))
for number in range(3):
    print(number, end=" ", flush=True)
print("\nlast line without newline", end="")
