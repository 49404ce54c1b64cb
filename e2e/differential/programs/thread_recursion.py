# Recursion without end, through functions of Python and of C, in the main thread and in another.
import threading


class Endless:
    def __repr__(self):
        return f"Endless({self!r})"

    def __str__(self):
        return str(self)

    def __getattr__(self, name):
        return getattr(self, name + "_")

    def __eq__(self, other):
        return self == other

    def __call__(self):
        return self()

    def __len__(self):
        return len(self)

    @property
    def value(self):
        return self.value


class Setting:
    def __setattr__(self, name, value):
        setattr(self, name, value)


class Missing(dict):
    def __missing__(self, key):
        return self[key + 1]


def plain(n):
    return plain(n + 1)


def by_key(item):
    return sorted([item], key=by_key)


def mapped(item):
    return list(map(mapped, [item]))


def generated():
    yield from generated()


WAYS = {
    "repr": lambda: repr(Endless()),
    "str": lambda: str(Endless()),
    "getattr": lambda: Endless().missing,
    "eq": lambda: Endless() == 1,
    "call": lambda: Endless()(),
    "len": lambda: len(Endless()),
    "property": lambda: Endless().value,
    "setattr": lambda: setattr(Setting(), "x", 1),
    "missing": lambda: Missing()[1],
    "plain": lambda: plain(0),
    "sorted": lambda: by_key(1),
    "map": lambda: mapped(1),
    "generator": lambda: list(generated()),
}


def all_ways():
    for name, way in WAYS.items():
        try:
            way()
        except RecursionError:
            print(name, "RecursionError")


all_ways()
t = threading.Thread(target=all_ways)
t.start()
t.join()
