# raise … from …, and raise … from None.
import socket


class CannotTalk(Exception):
    pass


def talk(hide):
    try:
        socket.create_connection(("127.0.0.1", 9090))
    except OSError as error:
        if hide:
            raise CannotTalk("hidden") from None
        raise CannotTalk("with its cause") from error


try:
    talk(True)
except CannotTalk as error:
    print(error, error.__cause__, error.__suppress_context__)
talk(False)
