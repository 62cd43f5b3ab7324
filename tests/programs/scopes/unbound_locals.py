"""A name that is assigned anywhere in a function is local everywhere in it."""

n = 10


def read_then_write():
    print(n)
    n = 5


def conditional(flag):
    if flag:
        result = "set"
    return result


def loop_variable(items):
    for item in items:
        pass
    return item


def deleted():
    x = 1
    del x
    del x


def closure():
    def inner():
        return later

    if False:
        later = 1
    return inner()


def augmented():
    n += 1


def imported():
    math.pi
    import math


for call in (read_then_write, lambda: conditional(False), lambda: loop_variable([]), deleted, closure, augmented, imported):
    try:
        call()
    except NameError as error:
        print(type(error).__name__, error)
print(conditional(True), loop_variable("ab"))
