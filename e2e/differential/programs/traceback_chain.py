# Exceptions raised while handling others, and from others.
class Broken(Exception):
    pass


def first():
    return {}["key"]


def second():
    try:
        first()
    except KeyError:
        raise ValueError("во время обработки")


def third():
    try:
        second()
    except ValueError as error:
        raise Broken("because of that") from error


third()
