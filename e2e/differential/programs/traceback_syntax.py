# A mistake in the text itself.
print("not reached"

x = 1
