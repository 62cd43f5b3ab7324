"""The name after `as` is gone after its block, so that no traceback is kept alive."""

error = "before"
try:
    raise ValueError("x")
except ValueError as error:
    kept = error
try:
    print(error)
except NameError as problem:
    print("NameError:", problem)
print(repr(kept))


def loop():
    for n in range(2):
        try:
            raise ValueError(n)
        except ValueError as e:
            print(e)
    return "e" in locals()


print(loop())
