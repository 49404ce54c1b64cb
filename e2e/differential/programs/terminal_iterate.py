#| stdin: первая строка
#| stdin:
#| stdin:   with blanks around  
#| stdin: skipped
#| stdin: last
# sys.stdin line by line, in the ways programs do it, until it ends; and what comes after the end.
import sys

for number, line in enumerate(sys.stdin):
    print(number, repr(line))
    if number == 1:
        break
print(repr(next(sys.stdin)))
print(repr(sys.stdin.readline()))
print(sys.stdin.readlines())
print(repr(sys.stdin.readline()), repr(sys.stdin.read()), list(sys.stdin))
try:
    next(sys.stdin)
except StopIteration:
    print("StopIteration")
