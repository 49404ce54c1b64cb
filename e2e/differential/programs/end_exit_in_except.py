# except Exception doesn't catch SystemExit; a bare except does.
import sys

try:
    sys.exit(1)
except Exception:
    print("never")
except BaseException as error:
    print(type(error).__name__)
try:
    sys.exit(2)
except:
    print("caught by a bare except")
raise SystemExit("the end")
