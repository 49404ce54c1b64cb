#| stdin: Ada
#| stdin:
#| stdin: 42 is a number
# input() with prompts, an empty line, a number, and the end of input.
name = input("Name: ")
print("Hello,", name)
print(repr(input()))
print(int(input("Number? ").split()[0]) + 1)
try:
    input("More? ")
except EOFError as error:
    print()
    print(type(error).__name__, error)
