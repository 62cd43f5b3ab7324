"""Exceptions of one's own: a hierarchy, extra data, and what str and repr show."""


class ShopError(Exception):
    """Base of all that can go wrong in the shop."""


class OutOfStock(ShopError):
    def __init__(self, item, wanted, available):
        super().__init__(f"only {available} of {item}, {wanted} wanted")
        self.item = item
        self.missing = wanted - available


class Plain(ShopError):
    pass


for error in (OutOfStock("tea", 5, 2), Plain(), Plain("one"), Plain("one", 2)):
    try:
        raise error
    except ShopError as caught:
        print(type(caught).__name__, "|", str(caught), "|", repr(caught), "|", caught.args)
        print(getattr(caught, "missing", "-"), isinstance(caught, Exception))


class WithText(Exception):
    def __str__(self):
        return "my own text"


raise WithText(1, 2)
