"""A warehouse with dataclasses and enums: orders are booked, reserved, shipped, or refused."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, Flag, IntEnum, auto
from functools import cached_property, singledispatch


class Category(Enum):
    TOOL = "tool"
    FOOD = "food"
    TOY = "toy"

    @property
    def tax(self):
        return {Category.FOOD: 7}.get(self, 19)


class Status(IntEnum):
    NEW = auto()
    RESERVED = auto()
    SHIPPED = auto()
    REFUSED = 99

    def next(self):
        members = list(type(self))
        return members[members.index(self) + 1]


class Care(Flag):
    NONE = 0
    FRAGILE = auto()
    COLD = auto()
    HEAVY = auto()


@dataclass(frozen=True, order=True)
class Money:
    cents: int

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __mul__(self, factor):
        return Money(round(self.cents * factor))

    __rmul__ = __mul__

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02}"


@dataclass(frozen=True)
class Product:
    sku: str
    name: str
    price: Money
    category: Category
    care: Care = Care.NONE
    shelf_life: int | None = None

    def __post_init__(self):
        if self.price.cents <= 0:
            raise ValueError(f"{self.name} needs a price")

    @property
    def gross(self):
        return self.price * (1 + self.category.tax / 100)


@dataclass
class Batch:
    quantity: int
    received: date
    expires: date | None = None

    def good_on(self, day):
        return self.expires is None or day < self.expires


@dataclass
class Order:
    number: int
    customer: str
    lines: dict[str, int]
    status: Status = Status.NEW
    notes: list[str] = field(default_factory=list, repr=False)

    @cached_property
    def pieces(self):
        return sum(self.lines.values())


class OutOfStock(Exception):
    def __init__(self, shortages):
        super().__init__(", ".join(f"{sku}: {n} missing" for sku, n in sorted(shortages.items())))
        self.shortages = shortages


class Warehouse:
    def __init__(self, today):
        self.today = today
        self.products = {}
        self.stock = defaultdict(list)
        self.orders = []

    def add(self, product, quantity):
        self.products[product.sku] = product
        life = product.shelf_life
        self.stock[product.sku].append(Batch(quantity, self.today, life and self.today + timedelta(days=life)))

    def available(self, sku):
        return sum(batch.quantity for batch in self.stock[sku] if batch.good_on(self.today))

    def take(self, sku, wanted):
        for batch in sorted(self.stock[sku], key=lambda b: (b.expires or date.max, b.received)):
            if wanted and batch.good_on(self.today):
                taken = min(wanted, batch.quantity)
                batch.quantity -= taken
                wanted -= taken
        self.stock[sku] = [batch for batch in self.stock[sku] if batch.quantity]

    def order(self, customer, **lines):
        order = Order(len(self.orders) + 1, customer, {sku.replace("_", "-"): n for sku, n in lines.items()})
        self.orders.append(order)
        try:
            self.reserve(order)
        except (OutOfStock, KeyError) as error:
            order.status = Status.REFUSED
            order.notes.append(f"{type(error).__name__}: {error}")
        return order

    def reserve(self, order):
        for sku in order.lines:
            self.products[sku]
        if shortages := {s: n - self.available(s) for s, n in order.lines.items() if n > self.available(s)}:
            raise OutOfStock(shortages)
        for sku, n in order.lines.items():
            self.take(sku, n)
        order.status = order.status.next()

    def ship(self):
        for order in self.orders:
            if order.status is Status.RESERVED:
                order.status = Status.SHIPPED
                cares = [self.products[sku].care for sku in order.lines]
                together = Care(0)
                for care in cares:
                    together |= care
                order.notes.append(f"packed as {together!r}")
                yield order

    def total(self, order):
        return sum(self.products[sku].gross * n for sku, n in order.lines.items())

    def pass_days(self, days):
        self.today += timedelta(days=days)
        for sku, batches in self.stock.items():
            for batch in batches:
                if not batch.good_on(self.today):
                    print(f"{self.today}: {batch.quantity} of {sku} thrown away")
        self.stock = defaultdict(list, {s: [b for b in bs if b.good_on(self.today)] for s, bs in self.stock.items()})


@singledispatch
def plain(value):
    raise TypeError(f"no plain form of {value!r}")


@plain.register
def _(value: Money):
    return str(value)


@plain.register
def _(value: Enum):
    return value.name


@plain.register
def _(value: date):
    return value.isoformat()


house = Warehouse(date(2024, 2, 27))
hammer = Product("ha-1", "hammer", Money(1999), Category.TOOL, Care.HEAVY)
house.add(hammer, 10)
house.add(Product("mi-1", "milk", Money(99), Category.FOOD, Care.COLD | Care.FRAGILE, shelf_life=5), 20)
house.add(Product("ki-1", "kite", Money(1250), Category.TOY, Care.FRAGILE), 2)
print(house.order("Ada", ha_1=2, mi_1=6))
print(house.order("Bob", ki_1=3, ha_1=20))
print(house.order("Cid", zz_9=1))
house.pass_days(2)
house.add(house.products["mi-1"], 10)
print(house.order("Dora", mi_1=16, ki_1=1), house.available("mi-1"))
for order in house.ship():
    print(order.number, order.customer, order.pieces, house.total(order), order.notes)
house.pass_days(3)
house.pass_days(3)
print([(o.number, o.status.name, o.status > Status.RESERVED) for o in house.orders], house.orders[1].notes)
print(replace(hammer, price=Money(1500)), hammer == replace(hammer), sorted([Money(5), Money(3)]))
print(json.dumps(asdict(house.orders[0]) | {"total": house.total(house.orders[0]), "day": house.today}, default=plain))
print(json.dumps({"batches": [asdict(b) for b in house.stock["ha-1"]], "category": hammer.category}, default=plain))
for action in (lambda: Product("x", "air", Money(0), Category.TOY), lambda: setattr(hammer, "name", "x"), lambda: Money(1) + 5, lambda: Status.REFUSED.next(), lambda: plain(1.5), lambda: Category("gas")):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
