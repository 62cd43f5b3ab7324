"""`OrderedDict`: a dict that also compares by order and can move its items to either end.

Built-in dicts keep their order of insertion, so an item moves to the end by being taken out and put back.
Moving to the front means putting back all the others, which takes time in proportion to the length.
"""

__native_in_cpython__ = True


class OrderedDict(dict):
    """Dictionary that remembers insertion order"""

    def __init__(self, other=(), /, **kwds):
        self.update(other, **kwds)

    def update(self, other=(), /, **kwds):
        if type(self).__setitem__ is dict.__setitem__:
            dict.update(self, other, **kwds)
            return
        for key, value in dict(other, **kwds).items():
            self[key] = value

    def popitem(self, last=True):
        """Take out and return the last pair, or the first one."""
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def move_to_end(self, key, last=True):
        """Move an existing key to the end, or to the beginning."""
        if last:
            value = dict.pop(self, key) if key in self else self._missing(key)
            dict.__setitem__(self, key, value)
            return
        if key not in self:
            self._missing(key)
        for other in list(self):
            if other != key:
                dict.__setitem__(self, other, dict.pop(self, other))

    def _missing(self, key):
        raise KeyError(key)

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        new = cls()
        new.update(dict.fromkeys(iterable, value))
        return new

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        contents = dict.__repr__(self) if type(self).__getitem__ is dict.__getitem__ else repr(dict(self.items()))
        return f"{self.__class__.__name__}({contents})"

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_same, self, other))
        return dict.__eq__(self, other)

    __hash__ = None

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __or__(self, other):
        return self._joined(self, other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return self._joined(other, self) if isinstance(other, dict) else NotImplemented

    def _joined(self, first, second):
        new = self.__class__(first)
        new.update(second)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __reduce__(self):
        state = self.__dict__.copy() or None
        return self.__class__, (), state, None, iter(self.items())


def _same(a, b):
    return a is b or a == b


# Asked for by everything from tracebacks to pickles.
OrderedDict.__module__ = "collections"
