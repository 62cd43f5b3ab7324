"""A class body is code that runs once; its names become the attributes."""

print("before")


class Sample:
    """A documented class."""

    print("body runs now")
    items = [n for n in range(3)]
    for index in range(2):
        locals_so_far = sorted(name for name in vars() if not name.startswith("__"))

    def method(self):
        return self.items

    alias = method
    if items:
        conditional = "defined"


print(Sample.__name__, Sample.__qualname__, Sample.__module__, Sample.__doc__)
print(Sample.index, Sample.locals_so_far, Sample.conditional)
print([name for name in vars(Sample) if not name.startswith("__")])
print(Sample().alias() is Sample.items, Sample.__bases__, type(Sample))
