"""Type hints at run time.

The forms and aliases are in `_alias`, the Python side of `Generic` in `_generic`, `Protocol`, `NamedTuple` and `TypedDict` in
`_classes`, functions and decorators in `_hints`. Names for the classes of other modules (`List`, `Iterable`) and the
less common parts are made when first asked for, so that `from typing import Any` stays cheap.
"""

from _typing import Generic, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple
from _typing import _idfunc
from typing._alias import (
    Annotated, Any, AnyStr, Callable, ClassVar, Concatenate, Final, ForwardRef, Literal, LiteralString, Never,
    NoReturn, NotRequired, Optional, ReadOnly, Required, Self, Tuple, TypeAlias, TypeGuard, TypeIs, Union, Unpack,
    _AnnotatedAlias, _CallableGenericAlias, _ConcatenateGenericAlias, _GenericAlias, _LiteralGenericAlias, _NoDefaultType,
    _SpecialForm, _SpecialGenericAlias, _UnionGenericAlias, _make_union, _paramspec_prepare_subst, _paramspec_subst,
    _type_check, _type_convert, _type_repr, _typevar_subst, _typevartuple_prepare_subst, NoDefault, get_args,
    get_origin,
)  # fmt: skip
from typing._hints import (
    NewType, assert_never, assert_type, cast, clear_overloads, dataclass_transform, final, get_overloads,
    get_type_hints, no_type_check, no_type_check_decorator, overload, override, reveal_type,
)  # fmt: skip
from typing._generic import _generic_class_getitem, _generic_init_subclass

TYPE_CHECKING = False
Text = str
GenericAlias = type(list[int])

# Not exported, and yet imported by many.
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)

_from_classes = (
    "NamedTuple", "Protocol", "TypedDict", "get_protocol_members", "is_protocol", "is_typeddict", "runtime_checkable",
    "_ProtocolMeta", "_TypedDictMeta", "_NamedTuple", "NamedTupleMeta",
)  # fmt: skip
_from_supports = (
    "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound",
    "IO", "TextIO", "BinaryIO",
)  # fmt: skip

# Name, where the class is, number of parameters (-1: any).
_aliases = {
    "List": ("builtins.list", 1), "Dict": ("builtins.dict", 2), "Set": ("builtins.set", 1),
    "FrozenSet": ("builtins.frozenset", 1), "Type": ("builtins.type", 1),
    "DefaultDict": ("collections.defaultdict", 2), "OrderedDict": ("collections.OrderedDict", 2),
    "Counter": ("collections.Counter", 1), "ChainMap": ("collections.ChainMap", 2), "Deque": ("collections.deque", 1),
    "Awaitable": ("collections.abc.Awaitable", 1), "Coroutine": ("collections.abc.Coroutine", 3),
    "AsyncIterable": ("collections.abc.AsyncIterable", 1), "AsyncIterator": ("collections.abc.AsyncIterator", 1),
    "AsyncGenerator": ("collections.abc.AsyncGenerator", 2), "Iterable": ("collections.abc.Iterable", 1),
    "Iterator": ("collections.abc.Iterator", 1), "Generator": ("collections.abc.Generator", 3),
    "Reversible": ("collections.abc.Reversible", 1), "Container": ("collections.abc.Container", 1),
    "Collection": ("collections.abc.Collection", 1), "AbstractSet": ("collections.abc.Set", 1),
    "MutableSet": ("collections.abc.MutableSet", 1), "Mapping": ("collections.abc.Mapping", 2),
    "MutableMapping": ("collections.abc.MutableMapping", 2), "Sequence": ("collections.abc.Sequence", 1),
    "MutableSequence": ("collections.abc.MutableSequence", 1), "MappingView": ("collections.abc.MappingView", 1),
    "KeysView": ("collections.abc.KeysView", 1), "ItemsView": ("collections.abc.ItemsView", 2),
    "ValuesView": ("collections.abc.ValuesView", 1), "Hashable": ("collections.abc.Hashable", 0),
    "Sized": ("collections.abc.Sized", 0), "ByteString": ("collections.abc.ByteString", 0),
    "ContextManager": ("contextlib.AbstractContextManager", 2),
    "AsyncContextManager": ("contextlib.AbstractAsyncContextManager", 2),
    "Pattern": ("re.Pattern", 1), "Match": ("re.Match", 1),
}  # fmt: skip

_defaults = {"Generator": (type(None), type(None)), "AsyncGenerator": (type(None),),
             "ContextManager": (bool | None,), "AsyncContextManager": (bool | None,)}  # fmt: skip

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal", "Optional",
    "ParamSpec", "Protocol", "Tuple", "TypeVar", "TypeVarTuple", "Union", "NamedTuple", "TypedDict", "AnyStr",
    "assert_type", "assert_never", "cast", "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin",
    "get_overloads", "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict", "LiteralString", "Never",
    "NewType", "no_type_check", "no_type_check_decorator", "NoDefault", "NoReturn", "NotRequired", "overload",
    "override", "ParamSpecArgs", "ParamSpecKwargs", "ReadOnly", "Required", "reveal_type", "runtime_checkable", "Self",
    "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "TypeIs", "TypeAliasType", "Unpack",
    *_aliases, *_from_supports,
]  # fmt: skip


def __getattr__(name):
    if name in _from_classes:
        from typing import _classes

        value = getattr(_classes, name)
    elif name in _aliases:
        from importlib import import_module

        where, count = _aliases[name]
        module, _, attribute = where.rpartition(".")
        value = _SpecialGenericAlias(
            getattr(import_module(module), attribute), count, name=name, defaults=_defaults.get(name, ())
        )
    elif name in _from_supports:
        from typing import _supports

        value = getattr(_supports, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value
