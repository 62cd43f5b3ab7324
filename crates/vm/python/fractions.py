"""Exact fractions."""

__all__ = ["Fraction"]

import math
import numbers
import operator
import sys

_HASH_MODULUS = sys.hash_info.modulus
_HASH_INF = sys.hash_info.inf


def _digits(text, i):
    """Digits with single underscores between them, from `i`: the digits and the position after."""
    start = i
    while i < len(text) and (text[i].isdecimal() or text[i] == "_" and i > start and text[i - 1] != "_"):
        i += 1
    while i > start and text[i - 1] == "_":
        i -= 1
    return text[start:i].replace("_", ""), i


def _past_spaces(text, i):
    while i < len(text) and text[i].isspace():
        i += 1
    return i


def _parse(text):
    """Numerator and denominator of `3/4`, `-1.25`, `2e-3`; None if it is none of these."""
    s = text.strip()
    sign, i = 1, 0
    if s[:1] in ("+", "-"):
        sign, i = -1 if s[0] == "-" else 1, 1
    whole, i = _digits(s, i)
    if not whole and s[i : i + 1] != ".":
        return None
    numerator, denominator = int(whole or "0"), 1
    slash = _past_spaces(s, i)
    if s[slash : slash + 1] == "/" and whole:
        bottom, i = _digits(s, _past_spaces(s, slash + 1))
        if not bottom:
            return None
        denominator = int(bottom)
    else:
        if s[i : i + 1] == ".":
            decimals, i = _digits(s, i + 1)
            if not whole and not decimals:
                return None
            scale = 10 ** len(decimals)
            numerator, denominator = numerator * scale + int(decimals or "0"), scale
        if s[i : i + 1] in ("e", "E") and i < len(s):
            i += 1
            negative = s[i : i + 1] == "-"
            if s[i : i + 1] in ("+", "-"):
                i += 1
            exponent, i = _digits(s, i)
            if not exponent:
                return None
            if negative:
                denominator *= 10 ** int(exponent)
            else:
                numerator *= 10 ** int(exponent)
    return None if i != len(s) else (sign * numerator, denominator)


class Fraction(numbers.Rational):
    """A number that is a fraction of ints, in lowest terms, with a positive denominator."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return cls._made(numerator, 1)
            if isinstance(numerator, numbers.Rational):
                return cls._made(numerator.numerator, numerator.denominator)
            if isinstance(numerator, str):
                parts = _parse(numerator)
                if parts is None:
                    raise ValueError("Invalid literal for Fraction: %r" % numerator)
                numerator, denominator = parts
            elif hasattr(numerator, "as_integer_ratio"):
                return cls._made(*numerator.as_integer_ratio())
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (
                numerator.numerator * denominator.denominator,
                denominator.numerator * numerator.denominator,
            )
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        g = math.gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        return cls._made(numerator // g, denominator // g)

    @classmethod
    def _made(cls, numerator, denominator):
        """From a numerator and denominator that are in lowest terms already."""
        self = object.__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    _from_coprime_ints = _made

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls._made(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        from decimal import Decimal

        if isinstance(dec, numbers.Integral):
            return cls._made(int(dec), 1)
        if isinstance(dec, Decimal):
            return cls._made(*dec.as_integer_ratio())
        raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")

    def is_integer(self):
        return self._denominator == 1

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not greater than this."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The last two convergents of the continued fraction, and the best semiconvergent between them.
        (top0, bottom0), (top1, bottom1) = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while (bottom2 := bottom0 + n // d * bottom1) <= max_denominator:
            whole, rest = divmod(n, d)
            top0, top1 = top1, top0 + whole * top1
            bottom0, bottom1 = bottom1, bottom2
            n, d = d, rest
        steps = (max_denominator - bottom0) // bottom1
        top, bottom = top0 + steps * top1, bottom0 + steps * bottom1
        if 2 * d * bottom <= self._denominator:  # the convergent is not farther off
            return Fraction._made(top1, bottom1)
        return Fraction._made(top, bottom)

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def as_integer_ratio(self):
        return (self._numerator, self._denominator)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def __format__(self, format_spec, /):
        from _fraction_format import format_fraction

        return format_fraction(self, format_spec)

    # Arithmetic. Mixed with a float or complex, the result is one.

    def _binary(operation, in_floats, with_complex=True):
        def forward(a, b):
            if isinstance(b, Fraction):
                return operation(a, b)
            if isinstance(b, int):
                return operation(a, Fraction(b))
            if isinstance(b, float):
                return in_floats(float(a), b)
            if with_complex and isinstance(b, complex):
                return in_floats(complex(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return operation(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return in_floats(float(a), float(b))
            if with_complex and isinstance(a, numbers.Complex):
                return in_floats(complex(a), complex(b))
            return NotImplemented

        name = in_floats.__name__
        forward.__name__, reverse.__name__ = f"__{name}__", f"__r{name}__"
        forward.__qualname__, reverse.__qualname__ = f"Fraction.__{name}__", f"Fraction.__r{name}__"
        return forward, reverse

    def _add(a, b):
        return Fraction(a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator)

    def _sub(a, b):
        return Fraction(a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator)

    def _mul(a, b):
        return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)

    def _div(a, b):
        if b._numerator == 0:
            raise ZeroDivisionError(f"Fraction({a._numerator * b._denominator}, 0)")
        return Fraction(a._numerator * b._denominator, a._denominator * b._numerator)

    def _floordiv(a, b):
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        quotient, rest = divmod(a._numerator * b._denominator, a._denominator * b._numerator)
        return quotient, Fraction(rest, a._denominator * b._denominator)

    def _mod(a, b):
        rest = (a._numerator * b._denominator) % (b._numerator * a._denominator)
        return Fraction(rest, a._denominator * b._denominator)

    __add__, __radd__ = _binary(_add, operator.add)
    __sub__, __rsub__ = _binary(_sub, operator.sub)
    __mul__, __rmul__ = _binary(_mul, operator.mul)
    __truediv__, __rtruediv__ = _binary(_div, operator.truediv)
    __floordiv__, __rfloordiv__ = _binary(_floordiv, operator.floordiv, False)
    __divmod__, __rdivmod__ = _binary(_divmod, divmod, False)
    __mod__, __rmod__ = _binary(_mod, operator.mod, False)
    del _add, _sub, _mul, _div, _floordiv, _divmod, _mod, _binary

    def __pow__(a, b):
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            if power >= 0:
                return Fraction._made(a._numerator**power, a._denominator**power)
            if a._numerator == 0:
                raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
            top, bottom = a._denominator**-power, a._numerator**-power
            return Fraction._made(-top, -bottom) if bottom < 0 else Fraction._made(top, bottom)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        whole = b._denominator == 1
        if isinstance(a, numbers.Rational) and not (whole and b._numerator >= 0):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** (b._numerator if whole else float(b))

    def __pos__(a):
        return Fraction._made(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._made(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._made(abs(a._numerator), a._denominator)

    def __int__(a):
        return a.__trunc__()

    def __trunc__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            if twice < self._denominator or twice == self._denominator and floor % 2 == 0:
                return floor
            return floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        """Equal to that of an equal int or float."""
        try:
            inverse = pow(self._denominator, -1, _HASH_MODULUS)
        except ValueError:
            hash_ = _HASH_INF
        else:
            hash_ = hash(hash(abs(self._numerator)) * inverse)
        result = hash_ if self._numerator >= 0 else -hash_
        return -2 if result == -1 else result

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        value = b.real if isinstance(b, numbers.Complex) and b.imag == 0 else b
        if isinstance(value, float):
            return math.isfinite(value) and a == a.from_float(value)
        return NotImplemented

    def _ordering(compare):
        def method(a, b):
            if isinstance(b, numbers.Rational):
                return compare(a._numerator * b.denominator, a._denominator * b.numerator)
            if not isinstance(b, float):
                return NotImplemented
            return compare(a, a.from_float(b)) if math.isfinite(b) else compare(0.0, b)

        method.__name__ = f"__{compare.__name__}__"
        method.__qualname__ = f"Fraction.{method.__name__}"
        return method

    __lt__, __le__, __gt__, __ge__ = map(_ordering, (operator.lt, operator.le, operator.gt, operator.ge))
    del _ordering

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return (self.__class__, (self._numerator, self._denominator))

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
