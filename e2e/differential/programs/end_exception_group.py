# An unhandled ExceptionGroup with groups in it, notes and causes.
def fail(text):
    raise OSError(111, text)


errors = []
for name in ("one", "two"):
    try:
        fail(name)
    except OSError as error:
        error.add_note(f"while asking {name}")
        errors.append(error)
raise ExceptionGroup("several failed", [errors[0], ExceptionGroup("inner", [errors[1], ValueError("plain")])])
