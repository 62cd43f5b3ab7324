"""A closure keeps variables, not values; each call of the outer function makes new ones."""


def counter(start=0):
    count = start

    def up(step=1):
        nonlocal count
        count += step
        return count

    def value():
        return count

    return up, value


up, value = counter(10)
up()
up(5)
print(value())
other, _ = counter()
print(other(), value())
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars)


def late():
    def show():
        return name

    try:
        show()
    except NameError as error:
        print("NameError:", error)
    name = "now bound"
    return show()


print(late())


def shared():
    total = 0

    def add(n):
        nonlocal total
        total += n

    for n in range(4):
        add(n)
    return total


print(shared())
