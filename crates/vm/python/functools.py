"""Functions about functions: caching, partial application, dispatch by type, wrapping.

`partial`, `reduce`, `cmp_to_key` and the wrapper of `lru_cache` are native: they stand between a caller and a function
without a frame of their own.
"""

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]  # fmt: skip

from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce

GenericAlias = type(list[int])

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make `wrapper` look like `wrapped`, which it remembers in `__wrapped__`."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """`update_wrapper` as a decorator of the wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _comparison(name, root, answer):
    """A comparison made from `root`; `answer(self, other, result of root)` turns one into the other."""

    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return answer(self, other, result)

    compare.__name__ = compare.__qualname__ = name
    compare.__doc__ = getattr(int, name).__doc__
    return compare


_from_root = {
    "__lt__": {
        "__gt__": lambda a, b, lt: not lt and a != b,
        "__le__": lambda a, b, lt: lt or a == b,
        "__ge__": lambda a, b, lt: not lt,
    },
    "__le__": {
        "__ge__": lambda a, b, le: not le or a == b,
        "__lt__": lambda a, b, le: le and a != b,
        "__gt__": lambda a, b, le: not le,
    },
    "__gt__": {
        "__lt__": lambda a, b, gt: not (gt or a == b),
        "__ge__": lambda a, b, gt: gt or a == b,
        "__le__": lambda a, b, gt: not gt,
    },
    "__ge__": {
        "__le__": lambda a, b, ge: not ge or a == b,
        "__gt__": lambda a, b, ge: ge and a != b,
        "__lt__": lambda a, b, ge: not ge,
    },
}


def total_ordering(cls):
    """Fill in the ordering methods that a class with `__eq__` and one of them lacks."""
    defined = [name for name in _from_root if getattr(cls, name, None) is not getattr(object, name, None)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for root in ("__lt__", "__le__", "__gt__", "__ge__"):
        if root in defined:
            break
    for name, answer in _from_root[root].items():
        if name not in defined:
            setattr(cls, name, _comparison(name, root, answer))
    return cls


_placeholder = object()


class partialmethod:
    """`partial` for methods: a descriptor that binds to an instance first."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            func, args, keywords = func.func, func.args + args, {**func.keywords, **keywords}
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        module, name = type(self).__module__, type(self).__qualname__
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"{module}.{name}({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


_cache_info = None


def _cache_info_class():
    """`CacheInfo` is made with the first cache, because it takes `collections`."""
    global _cache_info
    if _cache_info is None:
        from collections import namedtuple

        _cache_info = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])
    return _cache_info


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the most recent `maxsize` different calls, or of all with None."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):  # used without parentheses
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info_class())
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """`lru_cache` without a bound."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once an instance and then stored in its `__dict__`."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__, self.__module__ = func.__doc__, func.__module__

    def __set_name__(self, owner, name):
        if self.attrname not in (None, name):
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
            )
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            stored = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property."
            ) from None
        value = stored.get(name, _placeholder)
        if value is _placeholder:
            value = self.func(instance)
            try:
                stored[name] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {name!r} property."
                ) from None
        return value

    __class_getitem__ = classmethod(GenericAlias)


def __getattr__(name):
    if name in ("singledispatch", "singledispatchmethod"):
        import _singledispatch

        globals()[name] = getattr(_singledispatch, name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
