"""global reaches the module, nonlocal the nearest enclosing function."""

count = 0


def bump():
    global count, created
    count += 1
    created = "by bump"


bump()
bump()
print(count, created)


def outer():
    count = 100

    def inner():
        nonlocal count
        count += 1

        def innermost():
            nonlocal count
            count *= 2

        innermost()

    inner()
    return count


print(outer(), count)


def reads_late():
    print(count)
    count = 5


try:
    reads_late()
except UnboundLocalError as error:
    print("UnboundLocalError:", error)
