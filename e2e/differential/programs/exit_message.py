# Leaves with a sentence, which goes to stderr.
import sys

try:
    sys.exit("port is busy")
finally:
    print("finally")
