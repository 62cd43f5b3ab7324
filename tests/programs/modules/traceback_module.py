"""traceback: tracebacks as text and as data."""

import traceback


def inner(n):
    return 10 // n


def outer():
    inner(
        0,
    )


try:
    outer()
except ZeroDivisionError as error:
    print(traceback.format_exc(), end="")
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.name, frame.lineno, frame.line, frame.colno, frame.end_colno)
    print(traceback.format_exception_only(error), len(traceback.format_exception(error)))
    short = traceback.TracebackException.from_exception(error)
    print(short.exc_type_str, list(short.format_exception_only()), len(short.stack))
    print("".join(traceback.format_tb(error.__traceback__, limit=1)), end="")
    print("".join(traceback.format_exception(error, chain=False))[-40:], end="")
    import io

    out = io.StringIO()
    traceback.print_exception(error, file=out, limit=-1)
    print(out.getvalue(), end="")


def here():
    return [entry.name for entry in traceback.extract_stack()]


print(here())
try:
    raise KeyError("a") from ValueError("b")
except KeyError:
    traceback.print_exc()
