"""Notes are added to an exception and shown below it."""

import traceback

try:
    try:
        int("x")
    except ValueError as error:
        error.add_note("while reading line 3")
        error.add_note("of settings.txt\n(two lines)")
        raise
except ValueError as error:
    print(error.__notes__)
    print("".join(traceback.format_exception_only(error)), end="")

try:
    ValueError().add_note(5)
except TypeError as error:
    print(error)

final = KeyError("uncaught")
final.add_note("a last word")
raise final
