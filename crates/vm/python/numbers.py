"""The tower of numbers as abstract classes; the built-in ones are registered."""

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]

from abc import ABCMeta, abstractmethod


class Number(metaclass=ABCMeta):
    """Anything that is a number; `Decimal` is one by name, so that `decimal` need not be loaded."""

    __slots__ = ()
    __hash__ = None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is Number and any(b.__name__ == "Decimal" and b.__module__ == "decimal" for b in C.__mro__):
            return True
        return NotImplemented


def _abstract(names):
    """Abstract methods for a class body."""
    return {name: abstractmethod(_unimplemented(name)) for name in names.split()}


def _abstract_property(name):
    return property(abstractmethod(_unimplemented(name)))


def _unimplemented(name):
    def method(self, *args):
        raise NotImplementedError

    method.__name__ = name
    return method


class Complex(Number):
    """Numbers with a real and an imaginary part."""

    __slots__ = ()
    vars().update(_abstract(
        "__complex__ __add__ __radd__ __neg__ __pos__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__"
        " __abs__ conjugate __eq__"
    ))  # fmt: skip
    real, imag = map(_abstract_property, ("real", "imag"))

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    """Numbers on a line."""

    __slots__ = ()
    vars().update(_abstract(
        "__float__ __trunc__ __floor__ __ceil__ __round__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __lt__ __le__"
    ))  # fmt: skip

    def __divmod__(self, other):
        return (self // other, self % other)

    def __rdivmod__(self, other):
        return (other // self, other % self)

    def conjugate(self):
        """The number itself: nothing is imaginary about it."""
        return +self

    real = property(conjugate)
    imag = property(lambda self: 0)

    def __complex__(self):
        return complex(float(self))


Real.register(float)


class Rational(Real):
    """Numbers with a numerator and a denominator."""

    __slots__ = ()
    numerator, denominator = map(_abstract_property, ("numerator", "denominator"))

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Whole numbers."""

    __slots__ = ()
    vars().update(_abstract(
        "__int__ __pow__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__"
        " __ror__ __invert__"
    ))  # fmt: skip

    numerator = property(lambda self: +self)
    denominator = property(lambda self: 1)

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))


Integral.register(int)
