"""`ChainMap`, and `UserDict`, `UserList` and `UserString`, which wrap a built-in object in `data`."""

__all__ = ["ChainMap", "UserDict", "UserList", "UserString"]

from _collections_abc import Mapping, MutableMapping, MutableSequence, Sequence
from itertools import chain
from operator import eq, ge, gt, le, lt
from reprlib import recursive_repr


class ChainMap(MutableMapping):
    """Several mappings seen as one: the first that has a key answers; changes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    # Asking them all.

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        return iter(dict.fromkeys(chain.from_iterable(reversed(self.maps))))

    def __len__(self):
        return len(set().union(*self.maps))

    def __bool__(self):
        return any(self.maps)

    @recursive_repr()
    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"

    # Changing the first.

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise _not_in_first(key)

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise _not_in_first(key)

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def clear(self):
        self.maps[0].clear()

    # Making other chains.

    @property
    def parents(self):
        """The chain without its first mapping."""
        return self.__class__(*self.maps[1:])

    def new_child(self, m=None, **kwargs):
        """A chain with a new mapping before these."""
        if m is None:
            return self.__class__(kwargs, *self.maps)
        if kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    def copy(self):
        """A chain with a copy of the first mapping and the same others."""
        first, *others = self.maps
        return self.__class__(first.copy(), *others)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        return cls(dict.fromkeys(iterable, value))

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = self.copy()
        new.maps[0].update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)


def _not_in_first(key):
    return KeyError(f"Key not found in the first mapping: {key!r}")


# Parts of the classes that wrap.


def _named(method, owner, name):
    method.__name__, method.__qualname__ = name, f"{owner}.{name}"
    return method


def _of_data(owner, *functions):
    """Methods such as `__len__`, made of functions such as `len`: what these say of `data`."""

    def method_of(function):
        def method(self):
            return function(self.data)

        return _named(method, owner, f"__{function.__name__}__")

    return map(method_of, functions)


def _compares_data(cls):
    """Give a class comparisons of its `data`, with those of its own kind and with plain values."""

    def method_of(compare):
        def method(self, other):
            return compare(self.data, other.data if isinstance(other, cls) else other)

        return _named(method, cls.__name__, f"__{compare.__name__}__")

    for method in map(method_of, (lt, le, eq, gt, ge)):
        setattr(cls, method.__name__, method)
    return cls


def _copy_without_init(self):
    state = vars(self)
    new = self.__class__.__new__(self.__class__)
    vars(new).update(state, data=state["data"].copy())
    return new


class UserDict(MutableMapping):
    """A dict for inheriting from: all changes go through `__setitem__` and `__delitem__`."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for items in (dict, kwargs or None):
            if items is not None:
                self.update(items)

    __len__, __iter__, __repr__ = _of_data(__qualname__, len, iter, repr)
    __copy__ = _copy_without_init

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        missing = getattr(self.__class__, "__missing__", None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __or__(self, other):
        other = _plain_dict(other)
        return self.__class__(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _plain_dict(other)
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _plain_dict(other)
        return self

    def copy(self):
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        data, self.data = self.data, {}
        try:
            new = self.__copy__()
        finally:
            self.data = data
        new.update(self)
        return new

    @classmethod
    def fromkeys(cls, iterable, value=None):
        new = cls()
        for key in iterable:
            new[key] = value
        return new


def _plain_dict(value):
    return value.data if isinstance(value, UserDict) else value


@_compares_data
class UserList(MutableSequence):
    """A list for inheriting from; the elements are in `data`."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_plain_list(initlist))

    __len__, __repr__ = _of_data(__qualname__, len, repr)
    __hash__ = None
    __copy__ = _copy_without_init

    def copy(self):
        return self.__class__(self)

    # Looking.

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    # Changing.

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def append(self, item):
        self.data.append(item)

    def extend(self, other):
        self.data.extend(_plain_list(other))

    def insert(self, i, item):
        self.data.insert(i, item)

    def remove(self, item):
        self.data.remove(item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def clear(self):
        self.data.clear()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def reverse(self):
        self.data.reverse()

    # Joining and repeating.

    def __add__(self, other):
        return self.__class__(self.data + _listed(other))

    def __radd__(self, other):
        return self.__class__(_listed(other) + self.data)

    def __iadd__(self, other):
        self.data += _listed(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    def __imul__(self, n):
        self.data *= n
        return self

    __rmul__ = __mul__


def _plain_list(value):
    return value.data if isinstance(value, UserList) else value


def _listed(value):
    value = _plain_list(value)
    return value if isinstance(value, list) else list(value)


def _plain_text(value):
    return value.data if isinstance(value, UserString) else value


@_compares_data
class UserString(Sequence):
    """A str for inheriting from; the text is in `data`, and methods that make strings make this class."""

    def __init__(self, seq):
        self.data = _as_text(seq)

    __len__, __hash__, __repr__, __str__ = _of_data(__qualname__, len, hash, repr, str)
    __int__, __float__, __complex__ = _of_data(__qualname__, int, float, complex)

    def __getnewargs__(self):
        return (self.data[:],)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __contains__(self, char):
        return _plain_text(char) in self.data

    def __add__(self, other):
        return self.__class__(self.data + _as_text(other))

    def __radd__(self, other):
        return self.__class__(_as_text(other) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def join(self, seq):
        return self.data.join(seq)


def _as_text(value):
    value = _plain_text(value)
    return value if isinstance(value, str) else str(value)


def _forward(name, wraps):
    function = getattr(str, name)

    def method(self, *args, **kwds):
        result = function(self.data, *map(_plain_text, args), **kwds)
        return self.__class__(result) if wraps else result

    return _named(method, "UserString", name)


for _name in (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip"
    " swapcase title translate upper zfill"
).split():
    setattr(UserString, _name, _forward(_name, wraps=True))
for _name in (
    "count encode endswith find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower"
    " isnumeric isprintable isspace istitle isupper partition rfind rindex rpartition rsplit split splitlines"
    " startswith"
).split():
    setattr(UserString, _name, _forward(_name, wraps=False))
UserString.maketrans = str.maketrans

for _name in __all__:
    globals()[_name].__module__ = "collections"
del _name
