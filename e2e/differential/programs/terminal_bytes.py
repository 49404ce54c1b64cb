#| stdin: байты
#| stdin: two
#| stdin: text
#| stdin: end
# sys.stdin as what it is: a text over a buffer over a descriptor.
import io
import sys

print(type(sys.stdin).__name__, type(sys.stdin.buffer).__name__, isinstance(sys.stdin, io.TextIOBase))
print(sys.stdin)
print(sys.stdin.buffer.readline())
print(sys.stdin.buffer.read(3))
print(sys.stdin.readline() == "\n", repr(sys.stdin.readline()))
sys.stdin.reconfigure(encoding="latin-1")
print(sys.stdin.encoding, repr(input()))
print(sys.stdin.buffer.read())
