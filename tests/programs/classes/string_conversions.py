"""print uses __str__, containers use __repr__, f-strings use __format__."""


class Only:
    def __repr__(self):
        return "<only repr>"


class Both(Only):
    def __str__(self):
        return "str text"

    def __format__(self, spec):
        return f"format({spec!r})"

    def __bytes__(self):
        return b"raw"


o, b = Only(), Both()
print(o, [o], b, [b], {"k": b}, (b,))
print(f"{o} {b} {b!s} {b!r} {b:>10} {b!s:>10}", "%s %r" % (b, b), "{:x}".format(b), bytes(b))
print(repr("quote's"), ascii("é"), str(None), repr([1, "a", None]))


class Wrong:
    def __repr__(self):
        return 5

    def __str__(self):
        return None

    def __format__(self, spec):
        return 3


for convert in (repr, str, format, lambda x: f"{o:5}"):
    try:
        convert(Wrong())
    except TypeError as error:
        print(error)
