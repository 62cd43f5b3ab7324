"""getattr, setattr, delattr, hasattr, callable, hash, id, vars, type."""


class Thing:
    shared = "class"

    @property
    def broken(self):
        raise ValueError("inside a property")

    @property
    def absent(self):
        raise AttributeError("hidden")


t = Thing()
setattr(t, "x", 1)
print(getattr(t, "x"), getattr(t, "y", "default"), hasattr(t, "shared"), hasattr(t, "absent"))
delattr(t, "x")
print(hasattr(t, "x"), callable(Thing), callable(t), callable(len), type(t) is Thing)
try:
    hasattr(t, "broken")
except ValueError as error:
    print(error)
for call in (lambda: getattr(t, "x"), lambda: setattr(t, 5, 1), lambda: delattr(t, "shared"), lambda: setattr(5, "x", 1), lambda: setattr(len, "x", 1), lambda: getattr(None, "x"), lambda: t.absent):
    try:
        call()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
print(id(t) == id(t), id(Thing()) is not None, hash(t) == hash(t), hash("a") == hash("a"), hash((1, 2)) == hash((1, 2)))
