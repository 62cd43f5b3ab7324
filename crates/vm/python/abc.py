"""Abstract base classes: a metaclass that remembers virtual subclasses.

The list of abstract names is kept in `__abstractmethods__`; refusing to make an instance is `object.__new__`'s work.
Answers are cached with weak references, so that a cache never keeps a class alive.
"""

__native_in_cpython__ = True

from _bytescope import set_type_flags
from _weakref import ref

_MATCHED_AS = 1 << 5 | 1 << 6  # the type flags by which `match` knows sequences and mappings

_registrations = 0  # grows with each register(); older negative answers are then stale


class _abc_data:
    """What one abstract class knows about others: registered, known subclasses, known strangers."""

    __slots__ = ("registry", "cache", "strangers", "strangers_as_of")

    def __init__(self):
        self.registry = set()
        self.cache = set()
        self.strangers = set()
        self.strangers_as_of = _registrations


def _add_weakly(classes, cls):
    classes.add(ref(cls, classes.discard))


class ABCMeta(type):
    """Metaclass for abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls._abc_impl = _abc_data()
        _compute_abstract_methods(cls)
        if "__abc_tpflags__" in namespace:
            set_type_flags(cls, namespace["__abc_tpflags__"])
            del cls.__abc_tpflags__
        return cls

    def register(cls, subclass):
        """Make `subclass` count as a subclass of this class; returns it, so that this serves as a decorator."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        _add_weakly(cls._abc_impl.registry, subclass)
        _registrations += 1
        if cls.__flags__ & _MATCHED_AS:
            set_type_flags(subclass, cls.__flags__ & _MATCHED_AS)
        return subclass

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        if ref(subclass) in cls._abc_impl.cache:
            return True
        actual = type(instance)
        if actual is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        data = cls._abc_impl
        weak = ref(subclass)
        if weak in data.cache:
            return True
        if data.strangers_as_of != _registrations:
            data.strangers.clear()
            data.strangers_as_of = _registrations
        elif weak in data.strangers:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (
                cls in subclass.__mro__
                or any(issubclass(subclass, known) for known in [r() for r in data.registry] if known is not None)
                or any(issubclass(subclass, child) for child in cls.__subclasses__())
            )
        elif answer is not True and answer is not False:
            raise AssertionError("__subclasshook__ must return either False, True, or NotImplemented")
        _add_weakly(data.cache if answer else data.strangers, subclass)
        return answer


def _compute_abstract_methods(cls):
    names = {name for name, value in cls.__dict__.items() if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    cls.__abstractmethods__ = frozenset(names)


def update_abstractmethods(cls):
    """Look again for the abstract methods of a class whose methods were changed after its creation."""
    if hasattr(cls, "__abstractmethods__"):
        _compute_abstract_methods(cls)
    return cls


def get_cache_token():
    """A number that changes with every registration."""
    return _registrations


def abstractmethod(funcobj):
    """Mark a method as one that concrete subclasses have to provide."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    __isabstractmethod__ = True


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class ABC(metaclass=ABCMeta):
    """Inherit from this to get ABCMeta without naming a metaclass."""

    __slots__ = ()
