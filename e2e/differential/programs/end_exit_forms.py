# sys.exit in all its forms, caught and looked at; the last one ends the program.
import sys

for code in (None, 0, 3, "a text", 2.5, (1, 2), True, -1, 256):
    try:
        sys.exit(code)
    except SystemExit as end:
        print(repr(code), repr(end.code), end.args)
try:
    sys.exit(1, 2)
except TypeError as error:
    print(error)
try:
    raise SystemExit
except SystemExit as end:
    print(repr(end.code))
sys.exit("with a text, which goes to stderr")
