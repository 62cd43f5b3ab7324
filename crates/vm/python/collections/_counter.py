"""`Counter`: a dict from elements to how often they occur.

Reading an absent element gives 0 and stores nothing. Operators keep positive counts only; methods keep all.
"""

from _collections import _count_elements
from itertools import chain, repeat, starmap
from operator import add, eq, ge, le, sub


def _is_mapping(obj):
    if isinstance(obj, dict):
        return True
    if not hasattr(obj, "keys"):
        return False
    from collections.abc import Mapping

    return isinstance(obj, Mapping)


def _comparison(name, compare, proper=False):
    """An operator that compares the counts of each element; a proper one refuses counters that are equal."""

    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        for elem in chain(self, other):
            if not compare(self[elem], other[elem]):
                return False
        return not proper or self != other

    return _named(method, name)


def _combination(name, combine):
    """An operator that combines the counts of each element, and keeps what is positive."""

    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        counts = {elem: new for elem, count in self.items() if (new := combine(count, other[elem])) > 0}
        for elem, count in other.items():
            if elem not in self and (new := combine(0, count)) > 0:
                counts[elem] = new
        return Counter(counts)

    return _named(method, name)


def _combination_in_place(name, combine):
    def method(self, other):
        for elem, count in other.items():
            self[elem] = combine(self[elem], count)
        return self._keep_positive()

    return _named(method, name)


def _greater(count, other):
    return other if count < other else count


def _named(method, name):
    method.__name__, method.__qualname__ = name, f"Counter.{name}"
    return method


class Counter(dict):
    """Dict subclass for counting hashable items."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Add counts, where dict.update would replace them."""
        if iterable is not None:
            if not _is_mapping(iterable):
                _count_elements(self, iterable)
            elif self:
                get = self.get
                for elem, count in iterable.items():
                    self[elem] = count + get(elem, 0)
            else:
                super().update(iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Take counts away; they may go below zero."""
        if iterable is not None:
            get = self.get
            if _is_mapping(iterable):
                for elem, count in iterable.items():
                    self[elem] = get(elem, 0) - count
            else:
                for elem in iterable:
                    self[elem] = get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def __missing__(self, key):
        return 0

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def most_common(self, n=None):
        """The n most common elements with their counts, or all, from the most common down; ties in order of arrival."""
        by_count = lambda pair: pair[1]
        if n is None:
            return sorted(self.items(), key=by_count, reverse=True)
        if n == 1:
            return [max(self.items(), key=by_count)] if self else []
        return sorted(self.items(), key=by_count, reverse=True)[: max(n, 0)]

    def elements(self):
        """Each element as often as it was counted."""
        return chain.from_iterable(starmap(repeat, self.items()))

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            contents = dict(self.most_common())
        except TypeError:  # counts that cannot be ordered
            contents = dict(self)
        return f"{self.__class__.__name__}({contents!r})"

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def copy(self):
        return self.__class__(self)

    __hash__ = None
    __eq__ = _comparison("__eq__", eq)
    __le__ = _comparison("__le__", le)
    __ge__ = _comparison("__ge__", ge)
    __lt__ = _comparison("__lt__", le, proper=True)
    __gt__ = _comparison("__gt__", ge, proper=True)
    __ne__ = object.__ne__  # the opposite of `__eq__`; dict has one of its own

    __add__ = _combination("__add__", add)
    __sub__ = _combination("__sub__", sub)
    __or__ = _combination("__or__", _greater)
    __and__ = _combination("__and__", lambda count, other: count if count < other else other)

    def __pos__(self):
        return Counter({elem: count for elem, count in self.items() if count > 0})

    def __neg__(self):
        return Counter({elem: -count for elem, count in self.items() if count < 0})

    __iadd__ = _combination_in_place("__iadd__", add)
    __isub__ = _combination_in_place("__isub__", sub)
    __ior__ = _combination_in_place("__ior__", _greater)

    def __iand__(self, other):
        for elem, count in self.items():
            self[elem] = min(count, other[elem])
        return self._keep_positive()

    def _keep_positive(self):
        for elem in [elem for elem, count in self.items() if not count > 0]:
            del self[elem]
        return self


Counter.__module__ = "collections"
