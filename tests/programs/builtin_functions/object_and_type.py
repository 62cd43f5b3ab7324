"""object, type, isinstance, issubclass, super and property as plain calls."""

o = object()
print(type(o).__name__, isinstance(o, object), o == o, o == object(), bool(o), str(o).startswith("<object object at"))
try:
    o.x = 1
except AttributeError as error:
    print(error)
print(type(5), type("a"), type(None), type(...), type(NotImplemented), type(print), type([].append), type(lambda: 0), type(type), type(range(1)), type(iter([])), type({}.keys()), type(slice(1)))
print(int.__name__, int.__bases__, bool.__mro__, int.__doc__[:12], str.__module__)
p = property(lambda self: 1, None, None, "documented")
print(p.__doc__, p.fget(None), classmethod(len).__func__ is len, staticmethod(len)([1, 2]))
print(issubclass(bool, int), issubclass(int, (str, object)), isinstance([], (tuple, list)))
print(memoryview(b"ab")[0], slice(1, 2, 3).indices(10), frozenset([1]) == {1}, complex(1).imag)
print(NotImplemented is NotImplemented, Ellipsis, __debug__, copyright is not None)
