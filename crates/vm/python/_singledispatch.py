"""`functools.singledispatch`: generic functions, which choose by the type of their first argument.

The candidates for a class are its MRO, with every registered abstract class put in where a real base of the same kind
would stand: as late as possible, but before the first base that does not belong to it.
"""

from functools import GenericAlias, update_wrapper
from abc import get_cache_token
from types import MappingProxyType, UnionType


def _merge(sequences):
    """The C3 merge of several linearisations."""
    result = []
    while sequences := [s for s in sequences if s]:
        for sequence in sequences:
            candidate = sequence[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for sequence in sequences:
            if sequence[0] is candidate:
                del sequence[0]
    return result


def _c3_mro(cls, abcs):
    """The MRO of `cls` with the abstract classes put in that it belongs to."""
    boundary = 0
    for index, base in enumerate(reversed(cls.__bases__)):
        if hasattr(base, "__abstractmethods__"):
            boundary = len(cls.__bases__) - index
            break
    explicit, other = list(cls.__bases__[:boundary]), list(cls.__bases__[boundary:])
    abstract = [
        base for base in abcs if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__)
    ]
    abcs = [base for base in abcs if base not in abstract]
    linear = [_c3_mro(base, abcs) for base in explicit + abstract + other]
    return _merge([[cls]] + linear + [explicit] + [abstract] + [other])


def _compose_mro(cls, types):
    bases = set(cls.__mro__)

    def related(typ):
        return (
            typ not in bases
            and hasattr(typ, "__mro__")
            and not isinstance(typ, GenericAlias)
            and issubclass(cls, typ)
        )

    types = [typ for typ in types if related(typ)]
    types = [typ for typ in types if not any(typ is not other and typ in other.__mro__ for other in types)]
    mro = []
    for typ in types:
        found = []
        for sub in typ.__subclasses__():
            if sub not in bases and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in types])
        if not found:
            mro.append(typ)
            continue
        for sub in sorted(found, key=len, reverse=True):
            mro += [sub_cls for sub_cls in sub if sub_cls not in mro]
    return _c3_mro(cls, mro)


def _find_impl(cls, registry):
    match = None
    mro = _compose_mro(cls, registry.keys())
    for typ in mro:
        if match is not None:
            # Two abstract classes that say nothing about each other and stand beside each other: no answer is right.
            if (
                typ in registry
                and typ not in cls.__mro__
                and match not in cls.__mro__
                and not issubclass(match, typ)
            ):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {typ}")
            break
        if typ in registry:
            match = typ
    return registry.get(match)


def _union_args(cls):
    if isinstance(cls, UnionType):
        return cls.__args__
    from typing import Union, get_args, get_origin

    return get_args(cls) if get_origin(cls) is Union else None


def _is_class(cls):
    return isinstance(cls, type) and not isinstance(cls, GenericAlias)


def singledispatch(func):
    """Make a generic function; `@func.register(cls)` adds an implementation."""
    registry = {}
    cache = {}
    token = None
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal token
        if token is not None and token != get_cache_token():
            cache.clear()
            token = get_cache_token()
        impl = cache.get(cls)
        if impl is None:
            impl = registry.get(cls)
            if impl is None:
                impl = _find_impl(cls, registry)
            cache[cls] = impl
        return impl

    def register(cls, func=None):
        """Add an implementation; as a decorator it also reads the class from the annotation of the first parameter."""
        nonlocal token
        members = _union_args(cls)
        if _is_class(cls) or (members is not None and all(map(_is_class, members))):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    f"Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            func = cls
            from typing import get_type_hints

            argname, cls = next(iter(get_type_hints(func).items()))
            members = _union_args(cls)
            if not _is_class(cls) and not (members is not None and all(map(_is_class, members))):
                what = "not all arguments are classes" if members is not None else "is not a class"
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} {what}.")
        for member in members or (cls,):
            registry[member] = func
            if token is None and hasattr(member, "__abstractmethods__"):
                token = get_cache_token()
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = cache.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """`singledispatch` for methods: chooses by the first argument after `self`."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
