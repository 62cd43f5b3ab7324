"""How objects are taken apart for copying and pickling; `object.__reduce_ex__` names functions of this module."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

_extension_registry = {}  # (module, name): code
_inverted_registry = {}  # code: (module, name)
_extension_cache = {}


def pickle_complex(c):
    return complex, (c.real, c.imag)


def pickle_union(obj):
    from functools import reduce
    from operator import or_

    return reduce, (or_, obj.__args__)


dispatch_table = {complex: pickle_complex, type(int | str): pickle_union}  # class: its reducer


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Register a reducer for a class."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


_HEAP = 1 << 9  # the type flag of classes that were made by a class statement
_new_type = type(int.__new__)


def _built_in_base(cls):
    """The nearest built-in class, which makes the object."""
    for base in cls.__mro__:
        if hasattr(base, "__flags__") and not base.__flags__ & _HEAP:
            return base
        new = base.__new__
        if isinstance(new, _new_type) and new.__self__ is base:
            return base
    return object


def _reduce_ex(self, proto):
    """What `object.__reduce_ex__` does for the protocols before 2."""
    cls = self.__class__
    base = _built_in_base(cls)
    state = None
    if base is not object:
        if base is cls:
            raise TypeError(f"cannot pickle {cls.__name__!r} object")
        state = base(self)
    slots = getattr(self, "__slots__", None)
    complaint = (
        "a class that defines __slots__ without defining __getstate__ "
        f"cannot be pickled with protocol {proto}"
    )
    try:
        getstate = self.__getstate__
    except AttributeError:
        if slots:
            raise TypeError(f"cannot pickle {cls.__name__!r} object: {complaint}") from None
        values = getattr(self, "__dict__", None)
    else:
        if slots and type(self).__getstate__ is object.__getstate__:
            raise TypeError(complaint)
        values = getstate()
    made = _reconstructor, (cls, base, state)
    return (*made, values) if values else made


def _slotnames(cls):
    """The names of the slots of a class and its bases, as attributes."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__") and c.__name__.lstrip("_"):
                name = f"_{c.__name__.lstrip('_')}{name}"
            names.append(name)
    try:
        cls.__slotnames__ = names
    except TypeError:
        pass
    return names


def add_extension(module, name, code):
    """Register a short code for a global name."""
    key, code = (module, name), int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    known, owner = _extension_registry.get(key), _inverted_registry.get(code)
    if known == code and owner == key:
        return
    if known is not None:
        raise ValueError(f"key {key} is already registered with code {known}")
    if owner is not None:
        raise ValueError(f"code {code} is already in use for key {owner}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key], _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
