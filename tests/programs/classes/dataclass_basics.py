"""A dataclass writes __init__, __repr__ and __eq__ from the annotations."""

from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)
    secret: int = field(default=0, repr=False, compare=False)

    def total(self, n):
        return self.price * n


a, b = Item("pen"), Item("pen", secret=9)
a.tags.append("blue")
print(a, b, a == b, Item("pen") == b)
print(a.total(4), asdict(a), astuple(b), replace(b, name="ink"))
print([f.name for f in fields(Item)], Item.__match_args__, Item.price)
for call in ("Item()", "Item(1, 2, 3, 4, 5)", "Item('x', cost=1)"):
    try:
        eval(call)
    except TypeError as error:
        print(call, "->", error)
try:
    @dataclass
    class Wrong:
        a: int = 1
        b: str
except TypeError as error:
    print(error)
try:
    @dataclass
    class Shared:
        a: list = []
except ValueError as error:
    print(error)
