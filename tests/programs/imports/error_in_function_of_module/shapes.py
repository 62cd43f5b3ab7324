def area(kind, size):
    return FORMULAS[kind](size)


def square(size):
    return size * size


def circle(radius):
    return 3.14 * radius ** 2


FORMULAS = {"square": square, "circle": circle}
