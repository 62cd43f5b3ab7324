"""A group in a group, with notes and a cause."""


def fail(kind, text):
    raise kind(text)


def collect(*pairs):
    errors = []
    for kind, text in pairs:
        try:
            fail(kind, text)
        except Exception as error:
            error.add_note(f"note for {text}")
            errors.append(error)
    return errors


inner = ExceptionGroup("inner", collect((ValueError, "a"), (KeyError, "b")))
try:
    raise inner
except ExceptionGroup as error:
    raise ExceptionGroup("outer", [error, *collect((TypeError, "c"))]) from RuntimeError("cause")
