"""Where the carets go: call, subscript, attribute, binary operation, several lines."""

import traceback


class Thing:
    pass


thing = Thing()
table = {"a": [1, 2]}


def attempt(action):
    try:
        action()
    except Exception:
        text = traceback.format_exc()
        print("".join(text.splitlines(keepends=True)[4:]))


attempt(lambda: thing.missing)
attempt(lambda: table["a"][5])
attempt(lambda: table["b"])
attempt(lambda: 1 + 2 * "a" - 3)
attempt(lambda: max(1, *5))
attempt(lambda: len(str(
    int("seven")
)))
attempt(lambda: thing.a.b.c)
attempt(lambda: (1).real())
attempt(lambda: -"text")
attempt(lambda: [n for n in 5])
