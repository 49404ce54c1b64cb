#| stdin: абвгд
#| stdin: 12345
#| stdin: x
#| stdin: the rest
#| stdin: of it
# Reads of less than a line, of more than one, of nothing; input() after them.
import sys

print(repr(sys.stdin.read(2)), repr(sys.stdin.readline(2)), repr(sys.stdin.readline(0)), repr(sys.stdin.read(0)))
print(repr(input()))
print(repr(sys.stdin.readline(100)))
print(repr(sys.stdin.read(1)), repr(sys.stdin.read(1)))
print(repr(sys.stdin.read()))
print(sys.stdin.readable(), sys.stdin.writable(), sys.stdin.encoding, sys.stdin.fileno(), sys.stdin.name, sys.stdin.mode)
