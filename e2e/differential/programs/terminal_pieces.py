# Output in pieces: ends, separators, flushes, writes, both streams, and what the calls return.
import sys
import time

for number in range(5):
    print(number, end="..." if number < 4 else "\n", flush=True)
    time.sleep(0.01)
print(1, 2, 3, sep="")
print(*"abc", sep=", ", end="")
print()
print(sys.stdout.write("пять\n"), sys.stderr.write("six\n"))
sys.stdout.writelines(["a\n", "b\n"])
print("no line feed", end="", file=sys.stderr)
print("", file=sys.stderr, flush=True)
print(print("None"))
for wrong in ({"sep": 1}, {"end": b""}, {"flush": None}):
    try:
        print("x", **wrong)
    except TypeError as error:
        print(error)
sys.stdout.buffer.write("bytes ✓\n".encode())
sys.stdout.flush()
try:
    sys.stdout.write(b"bytes")
except TypeError as error:
    print(error)
