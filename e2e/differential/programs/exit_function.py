# exit() and quit() are there too.
print("leaving")
exit(0)
