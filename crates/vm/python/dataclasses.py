"""Dataclasses: methods written from the annotations of a class.

The methods that are called often (`__init__`, `__repr__`, `__eq__`, the orderings, `__hash__`) are made from source
text, all of a class in one piece, so that they run without loops and have real signatures.
"""

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]  # fmt: skip

import abc
import sys
from reprlib import recursive_repr

GenericAlias = type(list[int])
MappingProxyType = type(type.__dict__)


class FrozenInstanceError(AttributeError):
    """Raised when a field of a frozen instance is changed."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE(str):
    """What kind of field it is: one of three constants, shown by name."""

    __slots__ = ()
    __repr__ = str.__str__


_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = map(_FIELD_BASE, ("_FIELD", "_FIELD_CLASSVAR", "_FIELD_INITVAR"))

# The attributes of a dataclass where its fields by name, and what it was made with, lie.
_FIELDS, _PARAMS = "__dataclass_fields__", "__dataclass_params__"


class InitVar:
    """`InitVar[type]`: a parameter of `__init__` that goes to `__post_init__` and is not stored."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) and not _is_alias(self.type) else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


def _is_alias(obj):
    return isinstance(obj, GenericAlias)


class Field:
    """What is known of one field."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
        "_field_type",
    )  # fmt: skip

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None  # the class will say
        self.default, self.default_factory = default, default_factory
        self.init, self.kw_only = init, kw_only
        self.repr, self.hash, self.compare = repr, hash, compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)

    @recursive_repr()
    def __repr__(self):
        names = (
            "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only",
        )  # fmt: skip
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"Field({shown},_field_type={self._field_type})"

    def __set_name__(self, owner, name):
        # The default may be a descriptor that wants to know its name.
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot",
    )  # fmt: skip

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"_DataclassParams({shown})"


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
    kw_only=MISSING,
):  # fmt: skip
    """Say more about a field than its annotation does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# Fields.


def _names(annotation, module, what):
    """Does an annotation given as text begin with `what`, under a name that means it in the class's module?"""
    size = 0
    while size < len(annotation) and (annotation[size].isalnum() or annotation[size] in "_. "):
        size += 1
    words = [word.strip() for word in annotation[:size].split(".")]
    namespace = sys.modules.get(module).__dict__ if sys.modules.get(module) else {}
    value = namespace.get(words[0])
    for word in words[1:]:
        value = getattr(value, word, None)
    return value is not None and what(value)


def _is_classvar(annotation):
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _is_kind(annotation, cls, what):
    return what(annotation) or isinstance(annotation, str) and _names(annotation, cls.__module__, what)


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, type(Field.name)):  # a slot of the class is no default
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    if _is_kind(annotation, cls, _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _is_kind(annotation, cls, _is_initvar):
        f._field_type = _FIELD_INITVAR
    else:
        f._field_type = _FIELD
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory"
        )
    return f


def _own_fields(cls, kw_only):
    """The fields that this class's own annotations make; leaves defaults, not Field objects, in the class."""
    found = []
    annotations = cls.__dict__.get("__annotations__", {})
    saw_marker = False
    for name, annotation in annotations.items():
        if _is_kind(annotation, cls, _is_kw_only):
            if saw_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            saw_marker = kw_only = True
            continue
        found.append(_get_field(cls, name, annotation, kw_only))
    for f in found:
        placeholder = isinstance(getattr(cls, f.name, None), Field)
        if placeholder and f.default is MISSING:
            delattr(cls, f.name)
        elif placeholder:
            setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


# Methods.


class _Source:
    """Collects functions as text, and then makes them all with one exec."""

    def __init__(self, cls):
        self.cls = cls
        self.parts = []
        self.scope = {}

    def add(self, name, parameters, body, *, annotations=None, recursive=False):
        lines = "".join(f"  {line}\n" for line in body)
        self.parts.append((name, f" def {name}({', '.join(parameters)}):\n{lines}", annotations, recursive))

    def functions(self):
        """Pairs of name and function."""
        if not self.parts:
            return
        text = "".join(part[1] for part in self.parts)
        names = ", ".join(part[0] for part in self.parts)
        module = sys.modules.get(self.cls.__module__)
        made = {}
        exec(f"def __create_fn__({', '.join(self.scope)}):\n{text} return {names},", module.__dict__ if module else {}, made)
        functions = made["__create_fn__"](**self.scope)
        for (name, _, annotations, recursive), function in zip(self.parts, functions):
            function.__qualname__ = f"{self.cls.__qualname__}.{name}"
            if annotations is not None:
                function.__annotations__ = annotations
            yield name, recursive_repr()(function) if recursive else function


def _init_parameter(f):
    if f.default is not MISSING:
        return f"{f.name}=__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
    return f.name


def _store(self_name, name, value, frozen):
    if frozen:
        return f"__dataclass_builtins_object__.__setattr__({self_name},{name!r},{value})"
    return f"{self_name}.{name}={value}"


def _init_line(f, frozen, self_name, scope, slots):
    """The statement of `__init__` for one field, or None."""
    dflt = f"__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        scope[dflt] = f.default_factory
        value = f"{dflt}()"
        if f.init:
            value += f" if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}"
    elif f.init:
        if f.default is not MISSING:
            scope[dflt] = f.default
        value = f.name
    elif slots and f.default is not MISSING:  # the class attribute will be the slot
        scope[dflt] = f.default
        value = dflt
    else:
        return None
    return None if f._field_type is _FIELD_INITVAR else _store(self_name, f.name, value, frozen)


def _add_init(source, fields, std_fields, kw_only_fields, frozen, has_post_init, self_name, slots):
    seen_default = None
    for f in std_fields:
        if not f.init:
            continue
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    scope = source.scope
    scope["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
    scope["__dataclass_builtins_object__"] = object
    body = [line for f in fields if (line := _init_line(f, frozen, self_name, scope, slots))]
    if has_post_init:
        arguments = ",".join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{self_name}.__post_init__({arguments})")
    parameters = [self_name] + [_init_parameter(f) for f in std_fields]
    if kw_only_fields:
        parameters += ["*"] + [_init_parameter(f) for f in kw_only_fields]
    annotations = {f.name: f.type for f in (*std_fields, *kw_only_fields)}
    source.add("__init__", parameters, body or ["pass"], annotations={**annotations, "return": None})


def _add_frozen(cls, fields):
    names = {f.name for f in fields}

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for function in (__setattr__, __delattr__):
        function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
        if function.__name__ in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")
        setattr(cls, function.__name__, function)


def _hash_action(cls, params):
    """What to do about `__hash__`: "add", "none", "keep" or "refuse"."""
    own = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own is MISSING or (own is None and "__eq__" in cls.__dict__))
    if params.unsafe_hash:
        return "refuse" if explicit else "add"
    if explicit or not params.eq:
        return "keep"
    return "add" if params.frozen else "none"


def _annotation_text(annotation):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not _is_alias(annotation):
        if annotation.__module__ in ("builtins", None):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def _doc(cls, std_fields, kw_only_fields):
    """The signature of the class, as its docstring."""

    def shown(f):
        text = f"{f.name}: {_annotation_text(f.type)}"
        if f.default is not MISSING:
            return f"{text} = {f.default!r}"
        return text if f.default_factory is MISSING else f"{text} = <factory>"

    parameters = [shown(f) for f in std_fields]
    if kw_only_fields:
        parameters += ["*"] + [shown(f) for f in kw_only_fields]
    return f"{cls.__name__}({', '.join(parameters)})"


def _process_class(cls, params):
    fields = {}
    base_frozen, any_frozen = None, False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            for f in base_fields.values():
                fields[f.name] = f
            any_frozen = getattr(base, _PARAMS).frozen or any_frozen
            base_frozen = getattr(base, _PARAMS).frozen if base_frozen is None else base_frozen and getattr(base, _PARAMS).frozen
    for f in _own_fields(cls, params.kw_only):
        fields[f.name] = f
    if base_frozen is not None:
        if any_frozen and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if base_frozen is False and params.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")

    in_init = _fields_of_init(cls)
    std_fields = tuple(f for f in in_init if f.init and not f.kw_only)
    kw_only_fields = tuple(f for f in in_init if f.init and f.kw_only)
    stored = [f for f in fields.values() if f._field_type is _FIELD]
    source = _Source(cls)

    if params.init and "__init__" not in cls.__dict__:
        self_name = "__dataclass_self__" if "self" in fields else "self"
        post_init = hasattr(cls, "__post_init__")
        _add_init(source, in_init, std_fields, kw_only_fields, params.frozen, post_init, self_name, params.slots)
    _set_new(cls, "__replace__", _replace)
    if params.repr and "__repr__" not in cls.__dict__:
        shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in stored if f.repr)
        source.add("__repr__", ["self"], [f'return f"{{self.__class__.__qualname__}}({shown})"'], recursive=True)
    compared = [f.name for f in stored if f.compare]
    if params.eq and "__eq__" not in cls.__dict__:
        terms = " and ".join(f"self.{name}==other.{name}" for name in compared) or "True"
        source.add("__eq__", ["self", "other"], [
            "if self is other:", " return True",
            "if other.__class__ is self.__class__:", f" return {terms}",
            "return NotImplemented",
        ])  # fmt: skip
    if params.order:
        mine, others = (f"({''.join(f'{who}.{name},' for name in compared)})" for who in ("self", "other"))
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if name in cls.__dict__:
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__} Consider using functools.total_ordering"
                )
            source.add(name, ["self", "other"], [
                "if other.__class__ is self.__class__:", f" return {mine}{op}{others}", "return NotImplemented",
            ])  # fmt: skip
    if params.frozen:
        _add_frozen(cls, stored)
    action = _hash_action(cls, params)
    if action == "refuse":
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if action == "none":
        cls.__hash__ = None
    elif action == "add":
        hashed = "".join(f"self.{f.name}," for f in stored if (f.compare if f.hash is None else f.hash))
        source.add("__hash__", ["self"], [f"return hash(({hashed}))"])

    for name, function in source.functions():
        setattr(cls, name, function)
    setattr(cls, _PARAMS, params)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = _doc(cls, std_fields, kw_only_fields)
    if params.match_args:
        _set_new(cls, "__match_args__", tuple(f.name for f in std_fields))
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        cls = _with_slots(cls, params, stored)
    abc.update_abstractmethods(cls)
    return cls


def _fields_of_init(class_or_instance):
    """The fields that `__init__` sets or takes."""
    return [f for f in getattr(class_or_instance, _FIELDS).values() if f._field_type is not _FIELD_CLASSVAR]


def _set_new(cls, name, value):
    if name not in cls.__dict__:
        setattr(cls, name, value)


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        if getattr(cls, "__weakrefoffset__", 0):
            yield "__weakref__"
    elif isinstance(slots, str):
        yield slots
    else:
        yield from slots


def _with_slots(cls, params, stored):
    """A class like `cls` with slots for its fields: slots cannot be added to a class that is there."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = tuple(f.name for f in stored)
    inherited = {slot for base in cls.__mro__[1:-1] for slot in _slots_of(base)}
    slots = [name for name in names if name not in inherited]
    if params.weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    namespace["__slots__"] = tuple(slots)
    for name in (*names, "__dict__", "__weakref__"):
        namespace.pop(name, None)
    qualname = getattr(cls, "__qualname__", None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if params.frozen:
        _set_new(new, "__getstate__", _getstate)
        _set_new(new, "__setstate__", _setstate)
    return new


def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
    kw_only=False, slots=False, weakref_slot=False,
):  # fmt: skip
    """Add the usual methods to a class whose annotations are its fields."""
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    def wrap(cls):
        return _process_class(cls, params)

    return wrap if cls is None else wrap(cls)


# Functions on instances.


def fields(class_or_instance):
    """The fields, in order, without ClassVar and InitVar ones."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Is this a dataclass or an instance of one?"""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


_ATOMS = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type(lambda: None), type(len),
    type, range, property,
})  # fmt: skip


def _convert(obj, convert_instance):
    """Rebuild containers with their dataclass instances converted, and deep copies of all else."""
    kind = type(obj)
    if kind in _ATOMS:
        return obj
    if hasattr(kind, _FIELDS):
        return convert_instance(obj)
    if issubclass(kind, (list, tuple)):
        items = [_convert(item, convert_instance) for item in obj]
        return kind(*items) if hasattr(kind, "_fields") else kind(items)
    if issubclass(kind, dict):
        pairs = [(_convert(key, convert_instance), _convert(value, convert_instance)) for key, value in obj.items()]
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            result.update(pairs)
            return result
        return kind(pairs)
    from copy import deepcopy

    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and so on inwards."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def convert(instance):
        return dict_factory([(f.name, _convert(getattr(instance, f.name), convert)) for f in fields(instance)])

    return convert(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and so on inwards."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def convert(instance):
        return tuple_factory([_convert(getattr(instance, f.name), convert) for f in fields(instance)])

    return convert(obj)


def make_dataclass(
    cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
    frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None,
):  # fmt: skip
    """Make a dataclass from names, pairs (name, type) and triples (name, type, default)."""
    from keyword import iskeyword
    from types import new_class

    namespace = {} if namespace is None else namespace
    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation

    def exec_body(body):
        body.update(namespace)
        body.update(defaults)
        body["__annotations__"] = annotations

    cls = new_class(cls_name, bases, {}, exec_body)
    cls.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__") if module is None else module
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    )  # fmt: skip


def replace(obj, /, **changes):
    """A new instance with some fields changed; goes through `__init__`."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    """Call the class with the changes, and with what the instance has for the other parameters."""
    for f in _fields_of_init(self):
        if f.name in changes:
            if not f.init:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.init:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
