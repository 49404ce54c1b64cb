# Another mistake in the text itself.
if True:
    print("one")
      print("two")
