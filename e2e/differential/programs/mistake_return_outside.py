# return, break and a global too late.
for text in ("return 5\n", "break\n", "def f():\n    x = 1\n    global x\n", "x = 08\n", "f(a=1, a=2)\n", "def f(a, a): pass\n"):
    try:
        compile(text, "program.py", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error)
return 5
