"""A comprehension's variable is its own; its first iterable belongs to the outside."""

n = "outer"
print([n for n in range(3)], n)


class Shop:
    prices = [1, 2, 3]
    doubled = [price * 2 for price in prices]
    try:
        broken = [price * factor for price in prices for factor in prices]
    except NameError as error:
        print("NameError:", error)


print(Shop.doubled)


def makers():
    return [lambda: i for i in range(3)]


print([make() for make in makers()])


def first_is_eager():
    def explode():
        raise RuntimeError("asked at once")

    try:
        (x for x in explode())
    except RuntimeError as error:
        print(error)
    later = (y for x in [1] for y in explode())
    print("not asked yet")
    try:
        list(later)
    except RuntimeError as error:
        print("now:", error)


first_is_eager()
