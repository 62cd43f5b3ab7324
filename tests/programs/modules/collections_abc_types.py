"""collections.abc: what counts as iterable, sized, hashable; and free methods."""

from collections import abc

samples = {"list": [], "str": "", "dict": {}, "set": set(), "int": 5, "generator": (x for x in ()), "range": range(1), "function": len, "bytes": b"", "iterator": iter([])}
kinds = [abc.Iterable, abc.Iterator, abc.Sized, abc.Container, abc.Hashable, abc.Callable, abc.Sequence, abc.MutableSequence, abc.Mapping, abc.Set, abc.Generator, abc.Reversible, abc.Collection]
for name, sample in samples.items():
    print(name, [kind.__name__ for kind in kinds if isinstance(sample, kind)])


class Evens(abc.Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return i * 2


e = Evens(4)
print(list(e), 4 in e, e.index(6), e.count(2), list(reversed(e)))


class Bag(abc.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


b = Bag()
b.update(x=1, y=2)
print(b.pop("x"), b.setdefault("z", 5), dict(b), list(b.items()), "y" in b, b.get("q"), b == {"y": 2, "z": 5})


class Half(abc.Set):
    pass


try:
    Half()
except TypeError as error:
    print(error)
print(issubclass(Evens, abc.Reversible), isinstance(b, abc.Mapping), issubclass(dict, abc.MutableMapping))
