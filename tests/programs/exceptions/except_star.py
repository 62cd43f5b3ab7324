"""except* handles its share of a group; what is left goes on."""


def run(error):
    try:
        try:
            raise error
        except* ValueError as part:
            print("values:", repr(part))
        except* (KeyError, TypeError) as part:
            print("keys and types:", repr(part))
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as rest:
        print("rest:", repr(rest))


run(ExceptionGroup("g", [ValueError(1), KeyError(2), ValueError(3)]))
run(ExceptionGroup("g", [OSError("disk"), TypeError("t")]))
run(ValueError("bare"))
run(ExceptionGroup("g", [ExceptionGroup("h", [ValueError(1), IndexError(2)])]))

try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise RuntimeError("from the handler")
except ExceptionGroup as error:
    print(repr(error), repr(error.exceptions[0]))
