"""Built-in types can be extended; their own methods still return plain objects."""


class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def __repr__(self):
        return "Stack" + super().__repr__()


class Count(dict):
    def add(self, key):
        self[key] = self.get(key, 0) + 1


class Money(float):
    def __str__(self):
        return f"{float(self):.2f} EUR"


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    first = property(lambda self: self[0])


s = Stack([1]).push(2).push(3)
print(s, s[1:], type(s[1:]).__name__, type(s + []).__name__, type(s.copy()).__name__, len(s), s == [1, 2, 3])
c = Count()
for letter in "banana":
    c.add(letter)
print(c, type(c.copy()).__name__)
m = Money(3.14159)
print(m, repr(m), type(m * 2).__name__)
p = Pair(1, 2)
print(p, p.first, p == (1, 2), type(p).__name__, hash(p) == hash((1, 2)))


class Tiny(int):
    def __add__(self, other):
        return Tiny(int(self) + other)


t = Tiny(4) + 1
print(t, type(t).__name__, type(1 + t).__name__, type(t - 1).__name__, t is Tiny(5))
