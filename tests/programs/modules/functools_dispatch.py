"""functools.singledispatch picks an implementation by the type of the first argument."""

from functools import singledispatch, singledispatchmethod


@singledispatch
def describe(value):
    return f"something: {value!r}"


@describe.register
def _(value: int):
    return f"integer {value}"


@describe.register(list)
@describe.register(tuple)
def _(value):
    return "[" + ", ".join(describe(item) for item in value) + "]"


@describe.register
def _(value: float | complex):
    return f"inexact {value}"


print(describe(5), describe(True), describe("x"), describe([1, "a", (2.5,)]), describe(1j), describe(None))
print(describe.dispatch(bool) is describe.dispatch(int), describe.dispatch(str) is describe.dispatch(object), len(describe.registry))


class Printer:
    @singledispatchmethod
    def show(self, value):
        return "default"

    @show.register
    def _(self, value: str):
        return "text " + value


print(Printer().show("a"), Printer().show(5))
try:
    describe()
except TypeError as error:
    print(error)
