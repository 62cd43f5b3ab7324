"""Shallow and deep copies.

An object is copied by, in this order: the table of its exact type, `__copy__` or `__deepcopy__`, and the parts that
`__reduce_ex__(4)` takes it into.
"""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_atoms = {
    type(None), type(...), type(NotImplemented), int, float, bool, complex, bytes, str, tuple, frozenset, type, range,
    slice, property, type(len), type(lambda: None), type(int | str),
    type((lambda: None).__code__),
}  # fmt: skip


def _is_weak_reference(cls):
    return cls.__name__ == "ReferenceType" and cls.__module__ == "weakref"


def copy(x):
    """A new object with the same contents as `x`."""
    cls = type(x)
    if cls in _atoms:
        return x
    if cls in (list, dict, set, bytearray):
        return cls.copy(x)
    if issubclass(cls, type) or _is_weak_reference(cls):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _from_reduced(x, None, *_reduced(x, cls))


def _reduced(x, cls):
    import sys

    # `copyreg.dispatch_table` is where a program registers reducers of other people's classes.
    copyreg = sys.modules.get("copyreg")
    reducer = copyreg.dispatch_table.get(cls) if copyreg else None
    if reducer is not None:
        return _checked_reduction(reducer(x))
    reducer = getattr(x, "__reduce_ex__", None)
    if reducer is not None:
        return _checked_reduction(reducer(4))
    reducer = getattr(x, "__reduce__", None)
    if reducer is None:
        raise Error(f"un(deep)copyable object of type {cls}")
    return _checked_reduction(reducer())


def _checked_reduction(value):
    return (value,) if isinstance(value, str) else value


def deepcopy(x, memo=None, _nil=[]):
    """A new object that shares nothing mutable with `x`; `memo` maps ids to the copies made so far."""
    cls = type(x)
    if cls in _atoms and cls not in (tuple, frozenset, slice):
        return x
    if memo is None:
        memo = {}
    made = memo.get(id(x), _nil)
    if made is not _nil:
        return made
    copier = _deep.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type) or _is_weak_reference(cls):
        return x
    elif (copier := getattr(x, "__deepcopy__", None)) is not None:
        made = copier(memo)
    else:
        reduced = _reduced(x, cls)
        made = x if len(reduced) == 1 else _from_reduced(x, memo, *reduced)
    if made is not x:
        memo[id(x)] = made
        _keep_alive(x, memo)
    return made


def _keep_alive(x, memo):
    """An id is good for as long as its object lives, so the memo holds on to what was copied."""
    memo.setdefault(id(memo), []).append(x)


def _deepcopy_list(x, memo):
    made = memo[id(x)] = []
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _deepcopy_dict(x, memo):
    made = memo[id(x)] = {}
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # A tuple that contains itself by way of a list was made while its items were.
    if id(x) in memo:
        return memo[id(x)]
    if all(map(lambda a, b: a is b, x, items)):
        return x
    return tuple(items)


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _Example:
    def method(self):
        pass


_deep = {list: _deepcopy_list, dict: _deepcopy_dict, tuple: _deepcopy_tuple, type(_Example().method): _deepcopy_method}
del _Example


def _from_reduced(x, memo, func=None, args=(), state=None, items=None, pairs=None):
    """Build a copy from what `__reduce_ex__` returned; deep when there is a memo."""
    if func is None or isinstance(func, str):
        return x
    deep = memo is not None
    if deep:
        args = tuple([deepcopy(arg, memo) for arg in args])
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                made.__dict__.update(state)
            for name, value in (slots or {}).items():
                setattr(made, name, value)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            made[key] = value
    return made


def replace(obj, /, **changes):
    """A copy with some fields replaced, by the object's own `__replace__`."""
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)
