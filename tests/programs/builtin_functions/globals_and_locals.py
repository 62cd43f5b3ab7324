"""globals is the module's own dict; locals of a function is a snapshot."""

top = 1
globals()["made"] = 2
print(made, "top" in globals(), globals() is vars(), locals() is globals())


def function(a, b=2):
    c = 3
    snapshot = locals()
    d = 4
    snapshot["c"] = "changed"
    print(snapshot, c, sorted(locals()))
    inner = [locals().get("x") for x in range(2)]
    return inner


print(function(1))


class Body:
    x = 5
    print([name for name in locals() if not name.startswith("__")])
    locals()["y"] = 6


print(Body.y, __name__, type(__builtins__).__name__, __doc__.split()[0])


def outer():
    kept = "free"

    def inner():
        return kept, locals()

    return inner()


print(outer())
