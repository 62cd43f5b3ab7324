"""Every exception knows what it was raised during, and may name its cause."""


def show(error, depth=0):
    while error is not None:
        print("  " * depth + repr(error), "suppress" if error.__suppress_context__ else "")
        error = error.__cause__ or error.__context__
        depth += 1


try:
    try:
        try:
            1 / 0
        except ZeroDivisionError as low:
            raise ValueError("middle") from low
    except ValueError:
        raise KeyError("top")
except KeyError as error:
    show(error)

try:
    try:
        {}["missing"]
    except KeyError:
        raise LookupError("clean") from None
except LookupError as error:
    show(error)
    print(repr(error.__context__))

try:
    raise ValueError from 5
except TypeError as error:
    print(error)
