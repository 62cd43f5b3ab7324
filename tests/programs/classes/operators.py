"""Operators call special methods; each has a name."""


class V:
    def __init__(self, *parts):
        self.parts = parts

    def __repr__(self):
        return "V" + repr(self.parts)

    def __add__(self, other):
        return V(*(a + b for a, b in zip(self.parts, other.parts)))

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return V(*(-a for a in self.parts))

    def __pos__(self):
        return self

    def __invert__(self):
        return V(*reversed(self.parts))

    def __abs__(self):
        return sum(a * a for a in self.parts) ** 0.5

    def __mul__(self, n):
        return V(*(a * n for a in self.parts))

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.parts, other.parts))

    def __getitem__(self, i):
        return self.parts[i]

    def __len__(self):
        return len(self.parts)

    def __bool__(self):
        return any(self.parts)

    def __eq__(self, other):
        return isinstance(other, V) and self.parts == other.parts

    def __lt__(self, other):
        return abs(self) < abs(other)


a, b = V(3, 4), V(1, -1)
print(a + b, a - b, -a, +a, ~a, abs(a), a * 2, a @ b)
print(a[0], len(a), bool(V(0, 0)), a == V(3, 4), a != b, b < a, a > b, list(a))
for expression in ("a / 2", "2 * a", "a <= b", "a + 1", "hash(a)", "a ** 2", "divmod(a, b)", "a()", "a.x", "int(a)", "round(a)"):
    try:
        print(expression, "=", eval(expression))
    except (TypeError, AttributeError) as error:
        print(expression, "->", type(error).__name__, error)
