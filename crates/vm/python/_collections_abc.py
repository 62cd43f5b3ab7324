"""The abstract base classes of containers, iterators and coroutines; `collections.abc` is another name for this module.

Most of them recognise a class by the methods it has (`_duck`); the others want inheritance or registration, and
the built-in types are registered next to them.
"""

from abc import ABCMeta, abstractmethod
from _collections import deque
from itertools import chain, count

GenericAlias = type(list[int])
EllipsisType = type(...)
FunctionType = type(lambda: None)

__all__ = [
    "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator", "Hashable", "Iterable", "Iterator",
    "Generator", "Reversible", "Sized", "Container", "Callable", "Collection", "Set", "MutableSet", "Mapping",
    "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView", "Sequence", "MutableSequence",
    "ByteString", "Buffer",
]  # fmt: skip

__name__ = "collections.abc"  # what the classes say about where they come from


def _check_methods(C, *methods):
    """Does `C` have all of these? A method set to None says no."""
    mro = C.__mro__
    for method in methods:
        for base in mro:
            if method in base.__dict__:
                if base.__dict__[method] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _duck(*methods):
    """A `__subclasshook__` that looks for methods; it speaks for the class that holds it, not for subclasses."""

    @classmethod
    def __subclasshook__(cls, C):
        if cls.__dict__.get("__subclasshook__") is __subclasshook__:
            return _check_methods(C, *methods)
        return NotImplemented

    return __subclasshook__


class Hashable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__hash__")

    @abstractmethod
    def __hash__(self):
        return 0


class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__await__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


class Coroutine(Awaitable):
    __slots__ = ()
    __subclasshook__ = _duck("__await__", "send", "throw", "close")

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        raise _exception_of(typ, val, tb)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("coroutine ignored GeneratorExit")


def _exception_of(typ, val, tb):
    if val is None:
        if tb is None:
            return typ
        val = typ()
    return val if tb is None else val.with_traceback(tb)


class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__aiter__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


class AsyncIterator(AsyncIterable):
    __slots__ = ()
    __subclasshook__ = _duck("__anext__", "__aiter__")

    @abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self


class AsyncGenerator(AsyncIterator):
    __slots__ = ()
    __subclasshook__ = _duck("__aiter__", "__anext__", "asend", "athrow", "aclose")

    @abstractmethod
    async def asend(self, value):
        raise StopAsyncIteration

    async def __anext__(self):
        return await self.asend(None)

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        raise _exception_of(typ, val, tb)

    async def aclose(self):
        try:
            await self.athrow(GeneratorExit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__iter__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        while False:
            yield None


class Iterator(Iterable):
    __slots__ = ()
    __subclasshook__ = _duck("__iter__", "__next__")

    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Reversible(Iterable):
    __slots__ = ()
    __subclasshook__ = _duck("__reversed__", "__iter__")

    @abstractmethod
    def __reversed__(self):
        while False:
            yield None


class Generator(Iterator):
    __slots__ = ()
    __subclasshook__ = _duck("__iter__", "__next__", "send", "throw", "close")

    @abstractmethod
    def send(self, value):
        raise StopIteration

    def __next__(self):
        return self.send(None)

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        raise _exception_of(typ, val, tb)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")


class Sized(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__len__")

    @abstractmethod
    def __len__(self):
        return 0


class Container(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__contains__")
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, x):
        return False


class Collection(Sized, Iterable, Container):
    __slots__ = ()
    __subclasshook__ = _duck("__len__", "__iter__", "__contains__")


class Buffer(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__buffer__")

    @abstractmethod
    def __buffer__(self, flags: int, /) -> memoryview:
        raise NotImplementedError


class _CallableGenericAlias(GenericAlias):
    """`Callable[[int, str], bool]`: the list of parameters is flattened into `__args__`."""

    __slots__ = ()

    def __new__(cls, origin, args):
        if not (isinstance(args, tuple) and len(args) == 2):
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        parameters, result = args
        if isinstance(parameters, (tuple, list)):
            args = (*parameters, result)
        elif not _stands_for_parameters(parameters):
            raise TypeError(
                f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {parameters}"
            )
        return super().__new__(cls, origin, args)

    def __repr__(self):
        if len(self.__args__) == 2 and _stands_for_parameters(self.__args__[0]):
            return super().__repr__()
        *parameters, result = map(_type_repr, self.__args__)
        return f"collections.abc.Callable[[{', '.join(parameters)}], {result}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _stands_for_parameters(args[0])):
            args = list(args[:-1]), args[-1]
        return _CallableGenericAlias, (Callable, args)

    def __getitem__(self, item):
        if not isinstance(item, tuple):
            item = (item,)
        if len(self.__parameters__) == 1 and _is_param_spec(self.__parameters__[0]) and len(item) != 1:
            item = (item,)
        args = super().__getitem__(item).__args__
        if not isinstance(args[0], (tuple, list)):
            args = (list(args[:-1]), args[-1])
        return _CallableGenericAlias(Callable, args)


def _is_param_spec(obj):
    return type(obj).__name__ == "ParamSpec"


def _stands_for_parameters(obj):
    if obj is Ellipsis or isinstance(obj, list):
        return True
    kind = type(obj)
    return kind.__module__ == "typing" and kind.__name__ in ("ParamSpec", "_ConcatenateGenericAlias")


def _type_repr(obj):
    if obj is Ellipsis:
        return "..."
    if isinstance(obj, FunctionType):
        return obj.__name__
    if not isinstance(obj, type) or isinstance(obj, GenericAlias):
        return repr(obj)
    return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"


class Callable(metaclass=ABCMeta):
    __slots__ = ()
    __subclasshook__ = _duck("__call__")
    __class_getitem__ = classmethod(_CallableGenericAlias)

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False


def _as_set(other, like):
    """`other`, made a set of the kind of `like` if it is none; None if there is nothing to iterate over."""
    if isinstance(other, Set):
        return other
    return like._from_iterable(other) if isinstance(other, Iterable) else None


def _drain(take, exhausted):
    """Take until there is nothing left, which `take` says with the exception `exhausted`."""
    try:
        while True:
            take()
    except exhausted:
        pass


class Set(Collection):
    """A set that can be read: give it `__contains__`, `__iter__` and `__len__`."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        """How results of the operators are made."""
        return cls(it)

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self.__le__(other)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all(elem in other for elem in self)

    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all(elem in self for elem in other)

    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and self.__ge__(other)

    def isdisjoint(self, other):
        return all(value not in self for value in other)

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(chain(self, other))

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(value for value in other if value in self)

    def __sub__(self, other):
        other = _as_set(other, self)
        if other is None:
            return NotImplemented
        return self._from_iterable(value for value in self if value not in other)

    def __rsub__(self, other):
        other = _as_set(other, self)
        if other is None:
            return NotImplemented
        return self._from_iterable(value for value in other if value not in self)

    def __xor__(self, other):
        other = _as_set(other, self)
        return NotImplemented if other is None else (self - other) | (other - self)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def _hash(self):
        """A hash that does not depend on the order of the elements, equal to that of a frozenset."""
        return hash(frozenset(self))


class MutableSet(Set):
    """A set that can be changed: give it `add` and `discard` besides."""

    __slots__ = ()

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError from None

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def clear(self):
        _drain(self.pop, KeyError)

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __isub__(self, it):
        if it is self:
            self.clear()  # and so there is nothing to walk over
        for value in it:
            self.discard(value)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
        for value in it if isinstance(it, Set) else self._from_iterable(it):
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self


class Mapping(Collection):
    """A mapping that can be read: give it `__getitem__`, `__iter__` and `__len__`."""

    __slots__ = ()
    __abc_tpflags__ = 1 << 6  # so that `match` knows it as a mapping
    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        try:
            self[key]
            return True
        except KeyError:
            return False

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self):
        return KeysView(self)

    def values(self):
        return ValuesView(self)

    def items(self):
        return ItemsView(self)


class MappingView(Sized):
    __slots__ = ("_mapping",)
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._mapping!r})"


class KeysView(MappingView, Set):
    __slots__ = ()
    _from_iterable = set

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        yield from self._mapping


class ItemsView(MappingView, Set):
    __slots__ = ()
    _from_iterable = set

    def __contains__(self, item):
        key, value = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is value or found == value

    def __iter__(self):
        for key in self._mapping:
            yield (key, self._mapping[key])


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __contains__(self, value):
        for key in self._mapping:
            found = self._mapping[key]
            if found is value or found == value:
                return True
        return False

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


_absent = object()


class MutableMapping(Mapping):
    """A mapping that can be changed: give it `__setitem__` and `__delitem__` besides."""

    __slots__ = ()

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

    def update(self, other=(), /, **kwds):
        if isinstance(other, Mapping):
            keys = other
        elif hasattr(other, "keys"):
            keys = other.keys()
        else:
            keys = ()
            for key, value in other:
                self[key] = value
        for key in keys:
            self[key] = other[key]
        for key, value in kwds.items():
            self[key] = value

    def pop(self, key, default=_absent):
        try:
            value = self[key]
        except KeyError:
            if default is _absent:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        key = next(iter(self), _absent)
        if key is _absent:
            raise KeyError from None
        value = self[key]
        del self[key]
        return key, value

    def clear(self):
        _drain(self.popitem, KeyError)


class Sequence(Reversible, Collection):
    """A sequence that can be read: give it `__getitem__` and `__len__`."""

    __slots__ = ()
    __abc_tpflags__ = 1 << 5  # so that `match` knows it as a sequence

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            pass

    def __contains__(self, value):
        return any(found is value or found == value for found in self)

    def count(self, value):
        return sum(1 for found in self if found is value or found == value)

    def index(self, value, start=0, stop=None):
        if start < 0:
            start = max(len(self) + start, 0)
        if stop is None:
            places = count(start)
        else:
            places = range(start, stop if stop >= 0 else len(self) + stop)
        for i in places:
            try:
                found = self[i]
            except IndexError:
                break
            if found is value or found == value:
                return i
        raise ValueError


class _DeprecateByteStringMeta(ABCMeta):
    """Warns of subclasses and of isinstance()."""

    def __new__(mcls, name, bases, namespace, **kwargs):
        if name != "ByteString":
            from warnings import _deprecated

            _deprecated("collections.abc.ByteString", remove=(3, 14))
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        from warnings import _deprecated

        _deprecated("collections.abc.ByteString", remove=(3, 14))
        return super().__instancecheck__(instance)


class ByteString(Sequence, metaclass=_DeprecateByteStringMeta):
    __slots__ = ()


class MutableSequence(Sequence):
    """A sequence that can be changed: give it `__setitem__`, `__delitem__` and `insert` besides."""

    __slots__ = ()

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        _drain(self.pop, IndexError)

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        # What is appended to must not be what is walked over, or that never ends.
        for value in list(values) if values is self else values:
            self.append(value)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def reverse(self):
        last = len(self) - 1
        for i in range(len(self) // 2):
            self[i], self[last - i] = self[last - i], self[i]


def _register_builtins():
    async def coroutine():
        pass

    async def async_generator():
        yield

    pending = coroutine()
    pending.close()
    views = {}
    for abstract, concrete in (
        (Coroutine, type(pending)),
        (AsyncGenerator, type(async_generator())),
        (Generator, type(_ for _ in ())),
        (Set, frozenset),
        (MutableSet, set),
        (Mapping, type(type.__dict__)),
        (MutableMapping, dict),
        (KeysView, type(views.keys())),
        (ItemsView, type(views.items())),
        (ValuesView, type(views.values())),
        (Sequence, tuple),
        (Sequence, str),
        (Sequence, range),
        (Sequence, memoryview),
        (ByteString, bytes),
        (ByteString, bytearray),
        (MutableSequence, list),
        (MutableSequence, bytearray),
        (MutableSequence, deque),
    ):
        abstract.register(concrete)


_register_builtins()
