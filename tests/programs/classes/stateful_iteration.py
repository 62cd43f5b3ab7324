"""An object that is its own iterator can be used up; one that makes iterators cannot."""


class Once:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


class Again:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        yield from range(self.n)


o, a = Once(3), Again(3)
print(list(o), list(o), list(a), list(a), sum(a), set(a) == {0, 1, 2}, *a)
print([(x, y) for x in Again(2) for y in Again(2)], [(x, y) for o in [Once(4)] for x in o for y in o])
first, *rest = a
print(first, rest, dict(zip("ab", a)), sorted(a, reverse=True), 2 in a, 2 in Once(3), max(Once(5)))
