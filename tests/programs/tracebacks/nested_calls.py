"""A traceback lists the calls from the outermost to the failing one."""


class Order:
    def __init__(self, items):
        self.items = items

    @property
    def total(self):
        return sum(price(item) for item in self.items)


def price(item):
    return PRICES[item]


PRICES = {"tea": 3}
print(Order(["tea", "tea"]).total)
print(Order(["tea", "cake"]).total)
