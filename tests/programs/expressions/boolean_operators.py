"""and and or give back one of their operands, and only look as far as needed."""


def show(value):
    print(f"({value!r})", end=" ")
    return value


print(show(0) or show("") or show("last"))
print(show(1) and show([]) and show("never"))
print(show(None) or show(5) and show(6))
print(not show(""), not not "x")
print([] or {} or (), 1 and 2 and 3)


class Never:
    def __bool__(self):
        raise ValueError("no truth here")


try:
    if Never():
        pass
except ValueError as error:
    print("ValueError:", error)


class Sized:
    def __len__(self):
        return 0


class Wrong:
    def __bool__(self):
        return 1


print(bool(Sized()))
try:
    bool(Wrong())
except TypeError as error:
    print("TypeError:", error)
