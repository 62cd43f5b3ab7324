"""Roman numerals as a class of numbers: reading, writing, arithmetic, and a small test of its own."""

from functools import total_ordering


class RomanError(ValueError):
    pass


@total_ordering
class Roman:
    """A number from 1 to 3999 that shows itself in Roman numerals."""

    STEPS = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )
    DIGITS = {text: value for value, text in STEPS if len(text) == 1}
    _known = {}

    def __new__(cls, value):
        number = cls.parse(value) if isinstance(value, str) else int(value)
        if not 1 <= number <= 3999:
            raise RomanError(f"{number} has no Roman numeral")
        if number not in cls._known:
            roman = super().__new__(cls)
            roman.number = number
            cls._known[number] = roman
        return cls._known[number]

    @classmethod
    def parse(cls, text):
        try:
            values = [cls.DIGITS[char] for char in text.upper()]
        except KeyError as error:
            raise RomanError(f"{error.args[0]!r} in {text!r} is no Roman digit") from None
        total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
        if not text or cls.write(total) != text.upper():
            raise RomanError(f"{text!r} is not written correctly")
        return total

    @classmethod
    def write(cls, number):
        parts = []
        for value, text in cls.STEPS:
            count, number = divmod(number, value)
            parts.append(text * count)
        return "".join(parts)

    def __str__(self):
        return self.write(self.number)

    def __repr__(self):
        return f"Roman({str(self)!r})"

    def __int__(self):
        return self.number

    __index__ = __int__

    def __hash__(self):
        return hash(self.number)

    def _other(self, other):
        if isinstance(other, (int, Roman)):
            return int(other)
        return None

    def __eq__(self, other):
        return self._other(other) == self.number

    def __lt__(self, other):
        if (number := self._other(other)) is None:
            return NotImplemented
        return self.number < number

    def __format__(self, spec):
        if spec.endswith("d"):
            return format(self.number, spec)
        return format(str(self).lower() if spec.endswith("l") else str(self), spec.removesuffix("l"))


def install(name):
    """Gives Roman an operator and its reflected twin, so that all arithmetic stays Roman."""

    def forward(self, other):
        if (number := self._other(other)) is None:
            return NotImplemented
        return Roman(getattr(self.number, f"__{name}__")(number))

    def backward(self, other):
        if (number := self._other(other)) is None:
            return NotImplemented
        return Roman(getattr(number, f"__{name}__")(self.number))

    setattr(Roman, f"__{name}__", forward)
    setattr(Roman, f"__r{name}__", backward)


for name in ("add", "sub", "mul", "floordiv", "mod"):
    install(name)

x, v = Roman("X"), Roman(5)
print(x, repr(v), x + v, x - 1, 20 - x, v * x, 100 // x, x % 4, Roman("MCMXCIV") + 30)
print(x > v, x == 10, max(x, v, 7), sorted([x, v, Roman("IX")]), {x: "ten"}[Roman(10)], Roman("X") is x, hash(x) == hash(10))
print(f"[{x:>5}] [{v:^7l}] [{x:04d}] {Roman(1999)!r}", list(range(Roman("III"))), "abcdefghijk"[x], hex(x))
print([str(Roman(n)) for n in (1, 4, 9, 14, 40, 90, 400, 444, 900, 2024, 3999)])
for bad in ("IIII", "ABC", "", "VX", "IC", "MMMM", 0, 4000, "xiv "):
    try:
        print(Roman(bad))
    except RomanError as error:
        print(error)
for action in (lambda: x + "I", lambda: v - x, lambda: x < "V", lambda: x / 2, lambda: Roman(3000) * 2):
    try:
        print(action())
    except (TypeError, RomanError) as error:
        print(type(error).__name__, error)


def check_all():
    longest = ""
    for n in range(1, 4000):
        text = Roman.write(n)
        assert Roman.parse(text) == n == int(Roman(text))
        longest = max(longest, text, key=len)
    return longest, Roman.parse(longest)


print(*check_all(), len(Roman._known))
print(sum(len(Roman.write(n)) for n in range(1, 1001)), sum([Roman("I"), Roman("II")], Roman("III")))
