"""Names for the types of the interpreter's own objects, most of them found by asking one such object."""

import sys


def _function():
    captured = None

    def inner():
        return captured

    return inner


async def _coroutine():
    pass


async def _async_generator():
    yield


class _Class:
    def method(self):
        pass


FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
CellType = type(_function().__closure__[0])
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)
GeneratorType = type(_ for _ in ())
_awaiting = _coroutine()
CoroutineType = type(_awaiting)
_awaiting.close()
AsyncGeneratorType = type(_async_generator())
ModuleType = type(sys)
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.join)
MethodWrapperType = type(object().__str__)
WrapperDescriptorType = type(object.__init__)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)
GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(FunctionType.__globals__)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

del _function, _coroutine, _async_generator, _Class, _awaiting


def resolve_bases(bases):
    """Ask the bases that are not classes, by `__mro_entries__`, what stands for them."""
    resolved = []
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(entries)
    return bases if len(resolved) == len(bases) and all(map(lambda a, b: a is b, resolved, bases)) else tuple(resolved)


def get_original_bases(cls, /):
    """The bases as they were written, before `__mro_entries__`."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}") from None


def _calculate_meta(meta, bases):
    for base in bases:
        base_meta = type(base)
        if issubclass(meta, base_meta):
            continue
        if not issubclass(base_meta, meta):
            raise TypeError(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses"
                " of all its bases"
            )
        meta = base_meta
    return meta


def prepare_class(name, bases=(), kwds=None):
    """What a class statement does before its body: returns metaclass, namespace and the remaining keywords."""
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", None) or (type(bases[0]) if bases else type)
    if isinstance(meta, type):
        meta = _calculate_meta(meta, bases)
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as a class statement does; `exec_body` fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


class DynamicClassAttribute:
    """A property for instances only: on the class it is as if it were not there."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.overwrite_doc = doc is None
        self.__doc__ = doc or fget.__doc__
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def _copy(self, fget, fset, fdel, doc=None):
        copy = type(self)(fget, fset, fdel, doc or self.__doc__)
        copy.overwrite_doc = self.overwrite_doc
        return copy

    def getter(self, fget):
        return self._copy(fget, self.fset, self.fdel, self.overwrite_doc and fget.__doc__)

    def setter(self, fset):
        return self._copy(self.fget, fset, self.fdel)

    def deleter(self, fdel):
        return self._copy(self.fget, self.fset, fdel)

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            if self.fget is None:
                raise AttributeError("unreadable attribute")
            return self.fget(instance)
        if not self.__isabstractmethod__:
            raise AttributeError()  # now the `__getattr__` of the metaclass is asked
        return self

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)


class _GeneratorWrapper:
    """An awaitable around a generator-like object that is neither a generator nor a coroutine."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__name__ = getattr(gen, "__name__", None)
        self.__qualname__ = getattr(gen, "__qualname__", None)

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def close(self):
        return self.__wrapped.close()

    def send(self, val):
        return self.__wrapped.send(val)

    def __next__(self):
        return next(self.__wrapped)

    def __iter__(self):
        return self

    __await__ = __iter__


def coroutine(func):
    """Let the generators that `func` makes be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    CO_GENERATOR, CO_COROUTINE, CO_ITERABLE_COROUTINE = 0x20, 0x80, 0x100
    if type(func) is FunctionType:
        flags = func.__code__.co_flags
        if flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE):
            return func
        if flags & CO_GENERATOR:
            func.__code__ = func.__code__.replace(co_flags=flags | CO_ITERABLE_COROUTINE)
            return func
    from functools import wraps

    @wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if isinstance(made, (CoroutineType, GeneratorType)) or not hasattr(made, "send"):
            return made
        return _GeneratorWrapper(made)

    return wrapped


__all__ = [name for name in globals() if name[0] != "_" and name != "sys"]
