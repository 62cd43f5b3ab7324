"""The Python side of `Generic`, whose class is native: brackets after a class, and the variables of a subclass."""

import sys
from _typing import Generic, ParamSpec, TypeVar, TypeVarTuple
from typing._alias import (
    _collect_parameters, _GenericAlias, _prepared, _type_check, _type_convert, _UnpackGenericAlias,
)  # fmt: skip

__name__ = "typing"


def _roots():
    """`Generic`, and `Protocol` once it is loaded."""
    return (Generic, sys.modules["typing"].__dict__.get("Protocol"))


def _variables(params):
    return [p for p in params if isinstance(p, (TypeVar, ParamSpec))] + [
        p for p in params if isinstance(p, _UnpackGenericAlias) or isinstance(p, TypeVarTuple)
    ]


def _generic_class_getitem(cls, args):
    """`Generic[T]`, `Protocol[T]` and `Stack[int]`."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(_type_convert(arg) for arg in args)
    if cls in _roots():
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if len(_variables(args)) != len(args):
            raise TypeError(
                f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables."
            )
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, args)
    params = cls.__parameters__
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    matched = []
    for param, arg in zip(params, _prepared(cls, args)):
        if isinstance(param, TypeVarTuple):
            matched.extend(arg)
        elif isinstance(param, ParamSpec):
            matched.append(tuple(arg) if isinstance(arg, list) else arg)
        else:
            matched.append(_type_check(arg, "Parameters to generic types must be types."))
    return _GenericAlias(cls, tuple(matched))


def _generic_init_subclass(cls, *args, **kwargs):
    """Find the type variables of a new class in its bases."""
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    bases = cls.__dict__.get("__orig_bases__")
    if bases is not None:
        plain = Generic in bases
    else:
        plain = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls).__name__ != "_TypedDictMeta"
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    params = ()
    if bases is not None:
        params = _collect_parameters(bases)
        listed = None
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ in _roots():
                if listed is not None and base.__origin__ is Generic:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                listed = base
        if listed is not None:
            missing = [p for p in params if p not in listed.__parameters__]
            if missing:
                vars_, named = ", ".join(map(str, missing)), ", ".join(map(str, listed.__parameters__))
                raise TypeError(
                    f"Some type variables ({vars_}) are not listed in {listed.__origin__.__name__}[{named}]"
                )
            params = listed.__parameters__
    cls.__parameters__ = tuple(params)
