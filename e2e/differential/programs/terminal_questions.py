#| stdin: forty two
#| stdin: 42
#| stdin: да
# input(): prompts of any kind, a wrong answer, an uncaught end of input.
while True:
    try:
        number = int(input("A number, please: "))
        break
    except ValueError as error:
        print("Not a number:", error)
print(number)
print(input(["a", "list"]) == "да", sep="")
try:
    input("one", "two")
except TypeError as error:
    print(error)
input("Строка: ")
