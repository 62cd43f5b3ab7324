"""Names of a class body are not seen by the functions in it."""

value = "module"


class Sample:
    value = "class"
    copy = value
    listed = [value for _ in range(1)]
    called = (lambda: value)()

    def method(self, default=value):
        return value, default, self.value

    class Nested:
        inner = value


print(Sample.copy, Sample.listed, Sample.called, Sample().method(), Sample.Nested.inner)


def make(kind):
    class Made:
        kind_copy = kind
        kind = "own"

        def get(self):
            return kind

    return Made.kind_copy if hasattr(Made, "kind_copy") else None, Made().get()


try:
    print(make("given"))
except NameError as error:
    print(error)


def counter_class():
    count = 0

    class Counter:
        nonlocal count
        count += 5

    return count, "count" in vars(Counter)


print(counter_class())
