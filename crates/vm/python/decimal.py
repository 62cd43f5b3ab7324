"""Decimal floating point, after the General Decimal Arithmetic Specification.

A number is a sign, an int as coefficient, and an exponent; `F` as exponent makes an infinity, `n` and `N` quiet and
signalling NaNs. Results are exact and then rounded once, by `Context._fix`.
"""

__native_in_cpython__ = True

import math
import sys
from collections import namedtuple
from contextvars import ContextVar

__all__ = [
    "Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException",
    "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow",
    "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined", "ROUND_DOWN",
    "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP",
    "setcontext", "getcontext", "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS",
    "HAVE_CONTEXTVAR",
]  # fmt: skip

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING = "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING"
ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP = "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP"
_roundings = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)
HAVE_THREADS = HAVE_CONTEXTVAR = True
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)

DecimalTuple = namedtuple("DecimalTuple", "sign digits exponent", module="decimal")


class DecimalException(ArithmeticError):
    """Base of the signals."""


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_signals = (
    InvalidOperation, FloatOperation, DivisionByZero, Overflow, Subnormal, Underflow, Rounded, Inexact, Clamped,
)  # fmt: skip


def _rounded_away(coefficient, rest, half_sign, sign, rounding):
    """Is a coefficient whose dropped digits are `rest` (compared with a half: half_sign) to grow by one?"""
    if not rest:
        return False
    if rounding == ROUND_HALF_EVEN:
        return half_sign > 0 or half_sign == 0 and coefficient % 2 == 1
    if rounding == ROUND_HALF_UP:
        return half_sign >= 0
    if rounding == ROUND_HALF_DOWN:
        return half_sign > 0
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    return coefficient % 5 == 0  # ROUND_05UP


def _drop(coefficient, digits, sign, rounding):
    """The coefficient without its last digits, rounded; and whether it is inexact."""
    if digits <= 0:
        return coefficient * 10**-digits, False
    unit = 10**digits
    coefficient, rest = divmod(coefficient, unit)
    twice = 2 * rest
    half_sign = (twice > unit) - (twice < unit)
    return coefficient + _rounded_away(coefficient, rest, half_sign, sign, rounding), bool(rest)


def _fits(number, digits):
    """Whether a number has no more digits than that; the bound itself may be too large to be worked out."""
    return number.bit_length() <= 3 * digits or number < 10**digits


class Context:
    """Precision, rounding, limits of the exponent, flags and traps."""

    def __init__(
        self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None
    ):
        given = (prec, rounding, Emin, Emax, capitals, clamp)
        for name, value in zip(("prec", "rounding", "Emin", "Emax", "capitals", "clamp"), given):
            setattr(self, name, getattr(DefaultContext, name) if value is None else value)
        self.traps = self._signal_dict(DefaultContext.traps if traps is None else traps)
        self.flags = self._signal_dict(flags or ())

    def _signal_dict(self, given):
        if isinstance(given, dict):
            return {signal: bool(given.get(signal)) for signal in _signals}
        return {signal: signal in given for signal in _signals}

    def __setattr__(self, name, value):
        if name == "prec":
            if not isinstance(value, int):
                raise TypeError("argument must be an integer")
            if not 1 <= value <= MAX_PREC:
                raise ValueError("valid range for prec is [1, MAX_PREC]")
        elif name == "rounding" and value not in _roundings:
            raise TypeError(
                "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
            )
        elif name not in ("rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def __repr__(self):
        names = lambda signals: ", ".join(s.__name__ for s, on in signals.items() if on)
        return (
            f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
            f"capitals={self.capitals}, clamp={self.clamp}, flags=[{names(self.flags)}], traps=[{names(self.traps)}])"
        )

    def clear_flags(self):
        for signal in self.flags:
            self.flags[signal] = False

    def clear_traps(self):
        for signal in self.traps:
            self.traps[signal] = False

    def copy(self):
        return Context(
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, self.flags, self.traps
        )

    __copy__ = copy

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def create_decimal(self, num="0", /):
        """A Decimal rounded to this context."""
        return self._fix(Decimal(num, self))

    def create_decimal_from_float(self, f, /):
        return self._fix(Decimal.from_float(f))

    def _raise(self, *conditions):
        """Set flags; raise the first that is trapped."""
        trapped = []
        for condition in conditions:
            signal = condition
            while signal not in self.flags:
                signal = signal.__bases__[0]
            self.flags[signal] = True
            if self.traps[signal]:
                trapped.append((signal, condition))
        if trapped:
            order = {signal: i for i, signal in enumerate(_signals)}
            trapped.sort(key=lambda pair: order[pair[0]])
            raise trapped[0][0]([condition for _, condition in trapped])

    def _invalid(self, condition=InvalidOperation):
        self._raise(condition)
        return _NaN

    def _make(self, sign, coefficient, exponent):
        return self._fix(_new(sign, coefficient, exponent))

    def _fix(self, d):
        """Round to the precision and bring the exponent into its limits."""
        if d._special:
            return d
        sign, coefficient, exponent = d._sign, d._coeff, d._exp
        etiny, etop = self.Etiny(), self.Etop()
        if not coefficient:
            top = etop if self.clamp else self.Emax
            bounded = min(max(exponent, etiny), top)
            if bounded != exponent:
                self._raise(Clamped)
                return _new(sign, 0, bounded)
            return d
        length = len(str(coefficient)) if coefficient < 10**18 else _length(coefficient)
        lowest = length + exponent - self.prec
        if lowest > etop:
            self._raise(Overflow, Inexact, Rounded)
            return self._overflowed(sign)
        subnormal = lowest < etiny
        lowest = max(lowest, etiny)
        if exponent < lowest:
            coefficient, inexact = _drop(coefficient, lowest - exponent, sign, self.rounding)
            exponent = lowest
            if not _fits(coefficient, self.prec):
                coefficient //= 10
                exponent += 1
            if exponent > etop:
                self._raise(Overflow, Inexact, Rounded)
                return self._overflowed(sign)
            conditions = [Rounded]
            if inexact:
                conditions.insert(0, Inexact)
                if subnormal:
                    conditions.insert(0, Underflow)
            if subnormal:
                conditions.append(Subnormal)
            if not coefficient:
                conditions.append(Clamped)
            self._raise(*conditions)
            return _new(sign, coefficient, exponent)
        if subnormal:
            self._raise(Subnormal)
        if self.clamp and exponent > etop:
            self._raise(Clamped)
            return _new(sign, coefficient * 10 ** (exponent - etop), etop)
        return d

    def _overflowed(self, sign):
        to_infinity = self.rounding in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_UP) or (
            self.rounding == ROUND_CEILING and not sign or self.rounding == ROUND_FLOOR and sign
        )
        if to_infinity:
            return _new(sign, 0, "F")
        return _new(sign, 10**self.prec - 1, self.Etop())

    # The operations as methods of the context.

    def _forward(name):
        def operation(self, a, /, *args):
            return getattr(_converted(a), name)(*args, context=self)

        operation.__name__ = name
        return operation

    for _name in (
        "compare exp fma is_normal is_subnormal ln log10 logb max max_mag min min_mag next_minus next_plus next_toward"
        " normalize quantize remainder_near rotate scaleb shift sqrt to_integral_exact to_integral_value to_eng_string"
    ).split():
        vars()[_name] = _forward(_name)
    for _name in "copy_abs copy_negate is_finite is_infinite is_nan is_qnan is_signed is_snan is_zero".split():
        vars()[_name] = (lambda name: lambda self, a: getattr(_converted(a), name)())(_name)
    del _name, _forward

    def _operator(operation):
        return lambda self, *args: operation(self, *map(_converted, args))

    abs = _operator(lambda self, a: a._abs(self))
    add = _operator(lambda self, a, b: a._add(b, self))
    subtract = _operator(lambda self, a, b: a._add(b.copy_negate(), self))
    multiply = _operator(lambda self, a, b: a._multiply(b, self))
    divide = _operator(lambda self, a, b: a._divide(b, self))
    divide_int = _operator(lambda self, a, b: a._divmod(b, self, "quotient"))
    remainder = _operator(lambda self, a, b: a._divmod(b, self, "remainder"))
    divmod = _operator(lambda self, a, b: a._divmod(b, self, "both"))
    minus = _operator(lambda self, a: a._negate(self))
    plus = _operator(lambda self, a: self._fix(a))
    del _operator

    def power(self, a, b, modulo=None):
        return pow(_converted(a), _converted(b), modulo) if modulo is not None else _converted(a)._power(_converted(b), self)

    def to_sci_string(self, a):
        return _converted(a).__str__(context=self)


def _length(n):
    """How many digits an int has."""
    digits = int(n.bit_length() * 0.30102999566398119) + 1
    while n < 10 ** (digits - 1):
        digits -= 1
    while n >= 10**digits:
        digits += 1
    return digits


DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], [DivisionByZero, Overflow, InvalidOperation])
BasicContext = Context(
    prec=9, rounding=ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow], flags=[]
)
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[], flags=[])
_current = ContextVar("decimal_context")


def getcontext():
    """The context that operations use."""
    context = _current.get(None)
    if context is None:
        context = DefaultContext.copy()
        _current.set(context)
    return context


def setcontext(context):
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class _LocalContext:
    def __init__(self, context):
        self.context = context

    def __enter__(self):
        self.saved = getcontext()
        setcontext(self.context)
        return self.context

    def __exit__(self, t, v, tb):
        setcontext(self.saved)


def localcontext(ctx=None, **kwargs):
    """A context for a `with` block: a copy of this one or the current one, with changes."""
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name in ("flags", "traps"):
            value = context._signal_dict(value)
        try:
            setattr(context, name, value)
        except AttributeError:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function") from None
    return _LocalContext(context)


def _parse(text):
    """Sign, coefficient and exponent of a numeral; None if it is none."""
    s = text.strip().replace("_", "")
    sign = 0
    if s[:1] in ("+", "-"):
        sign, s = int(s[0] == "-"), s[1:]
    lowered = s.lower()
    if lowered in ("inf", "infinity"):
        return sign, 0, "F"
    for prefix, kind in (("snan", "N"), ("nan", "n")):
        if lowered.startswith(prefix):
            payload = s[len(prefix) :]
            return (sign, int(payload or 0), kind) if not payload or payload.isdecimal() else None
    mantissa, mark, exponent = lowered.partition("e")
    if mark:
        digits = exponent[1:] if exponent[:1] in ("+", "-") else exponent
        if not digits.isdecimal():
            return None
        exponent = int(exponent)
    else:
        exponent = 0
    whole, point, decimals = mantissa.partition(".")
    if not (whole + decimals).isdecimal():
        return None
    return sign, int(whole + decimals), exponent - len(decimals)


def _new(sign, coefficient, exponent, cls=None):
    self = object.__new__(cls or Decimal)
    self._sign, self._coeff, self._exp = sign, coefficient, exponent
    self._special = isinstance(exponent, str)
    return self


def _converted(other, equality=False):
    """A Decimal for a Decimal or int (for comparing, a float too); else NotImplemented."""
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return _new(int(other < 0), abs(other), 0)
    if equality and isinstance(other, float):
        return Decimal.from_float(other)
    return NotImplemented


class Decimal:
    """A decimal number."""

    __slots__ = ("_sign", "_coeff", "_exp", "_special")

    def __new__(cls, value="0", context=None):
        if isinstance(value, str):
            parts = _parse(value)
            if parts is None:
                return (context or getcontext())._invalid(ConversionSyntax)
            return _new(*parts, cls)
        if isinstance(value, int):
            return _new(int(value < 0), abs(value), 0, cls)
        if isinstance(value, Decimal):
            return value if type(value) is cls else _new(value._sign, value._coeff, value._exp, cls)
        if isinstance(value, float):
            return cls.from_float(value)
        if isinstance(value, (list, tuple)):
            return _new(*_from_tuple(value), cls)
        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")

    @classmethod
    def from_float(cls, f, /):
        """The exact value of a float."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        if math.isinf(f) or math.isnan(f):
            return cls(repr(f))
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return _new(int(math.copysign(1.0, f) < 0), n * 5**k, -k, cls)

    # Text.

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self, eng=False, context=None):
        sign = "-" if self._sign else ""
        if self._special:
            if self._exp == "F":
                return sign + "Infinity"
            return f"{sign}{'NaN' if self._exp == 'n' else 'sNaN'}{self._coeff or ''}"
        digits = str(self._coeff)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not eng:
            point = 1
        elif not self._coeff:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            whole, decimals = "0", "." + "0" * -point + digits
        elif point >= len(digits):
            whole, decimals = digits + "0" * (point - len(digits)), ""
        else:
            whole, decimals = digits[:point], "." + digits[point:]
        if left == point:
            return sign + whole + decimals
        e = "E" if (context or getcontext()).capitals else "e"
        return f"{sign}{whole}{decimals}{e}{left - point:+d}"

    def to_eng_string(self, context=None):
        return self.__str__(eng=True, context=context)

    def __format__(self, spec, /):
        from _decimal_format import format_decimal

        return format_decimal(self, spec, getcontext())

    # Parts and kinds.

    def as_tuple(self):
        digits = tuple(map(int, str(self._coeff))) if not self._special or self._coeff else ()
        return DecimalTuple(self._sign, (0,) if self._exp == "F" else digits, self._exp)

    def as_integer_ratio(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer ratio")
            raise OverflowError("cannot convert Infinity to integer ratio")
        n, d = self._coeff, 1
        if self._exp >= 0:
            n *= 10**self._exp
        else:
            d = 10**-self._exp
            g = math.gcd(n, d)
            n, d = n // g, d // g
        return (-n if self._sign else n), d

    real = property(lambda self: self)
    imag = property(lambda self: Decimal(0))

    def conjugate(self):
        return self

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._special else self._exp + len(str(self._coeff)) - 1

    def is_nan(self):
        return self._exp in ("n", "N")

    def is_qnan(self):
        return self._exp == "n"

    def is_snan(self):
        return self._exp == "N"

    def is_infinite(self):
        return self._exp == "F"

    def is_finite(self):
        return not self._special

    def is_signed(self):
        return bool(self._sign)

    def is_zero(self):
        return not self._special and not self._coeff

    def is_normal(self, context=None):
        return not self._special and bool(self._coeff) and (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        return not self._special and bool(self._coeff) and self.adjusted() < (context or getcontext()).Emin

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def number_class(self, context=None):
        if self.is_nan():
            return "sNaN" if self.is_snan() else "NaN"
        kind = "Infinity" if self.is_infinite() else "Zero" if not self._coeff else (
            "Subnormal" if self.is_subnormal(context) else "Normal"
        )  # fmt: skip
        return ("-" if self._sign else "+") + kind

    def radix(self):
        return Decimal(10)

    def copy_abs(self):
        return _new(0, self._coeff, self._exp)

    def copy_negate(self):
        return _new(1 - self._sign, self._coeff, self._exp)

    def copy_sign(self, other, context=None):
        return _new(_converted(other)._sign, self._coeff, self._exp)

    def __bool__(self):
        return self._special or self._coeff != 0

    def __hash__(self):
        if self._special:
            if self.is_snan():
                raise TypeError("Cannot hash a signaling NaN value")
            return object.__hash__(self) if self.is_nan() else (-1 if self._sign else 1) * sys.hash_info.inf
        modulus = sys.hash_info.modulus
        power = pow(10, self._exp, modulus) if self._exp >= 0 else pow(pow(10, -1, modulus), -self._exp, modulus)
        h = self._coeff * power % modulus
        h = -h if self._sign else h
        return -2 if h == -1 else h

    def __int__(self):
        if self._special:
            if self.is_nan():
                raise ValueError("cannot convert NaN to integer")
            raise OverflowError("cannot convert Infinity to integer")
        n = self._coeff * 10**self._exp if self._exp >= 0 else self._coeff // 10**-self._exp
        return -n if self._sign else n

    __trunc__ = __int__

    def __float__(self):
        if self.is_snan():
            raise ValueError("cannot convert signaling NaN to float")
        return float(("-nan" if self._sign else "nan") if self.is_nan() else str(self))

    def __complex__(self):
        return complex(float(self))

    def _integral(self, rounding):
        if self._special:
            return int(self)
        coefficient, _ = _drop(self._coeff, -self._exp, self._sign, rounding)
        return -coefficient if self._sign else coefficient

    def __floor__(self):
        return self._integral(ROUND_FLOOR)

    def __ceil__(self):
        return self._integral(ROUND_CEILING)

    def __round__(self, n=None):
        if n is None:
            return self._integral(ROUND_HALF_EVEN)
        return self.quantize(_new(0, 1, -n), ROUND_HALF_EVEN)

    # Comparison.

    def _nan_of(self, context, *others):
        """What an operation on NaNs gives, or None if there are none."""
        operands = (self, *others)
        for d in operands:
            if d._exp == "N":
                context._raise(InvalidOperation)
                return _new(d._sign, d._coeff, "n")
        for d in operands:
            if d._exp == "n":
                return d
        return None

    def _order(self, other):
        """-1, 0 or 1; no NaNs."""
        if self._special or other._special:
            mine, theirs = (
                (0 if d._exp != "F" else -1 if d._sign else 1) for d in (self, other)
            )
            return (mine > theirs) - (mine < theirs)
        a = -self._coeff if self._sign else self._coeff
        b = -other._coeff if other._sign else other._coeff
        if self._exp != other._exp and a and b and (a < 0) == (b < 0):
            # Different sizes decide without powers of ten of any size.
            x, y = self.adjusted(), other.adjusted()
            if x != y:
                return (1 if x > y else -1) * (-1 if a < 0 else 1)
        if a and b and (a < 0) == (b < 0):
            low = min(self._exp, other._exp)
            a, b = a * 10 ** (self._exp - low), b * 10 ** (other._exp - low)
        return (a > b) - (a < b)

    def _and_other(self, other):
        """This number and another in a form to compare: multiplied by the denominator of a fraction."""
        converted = _converted(other, True)
        if converted is NotImplemented and hasattr(other, "denominator") and not self._special:
            return _new(self._sign, self._coeff * other.denominator, self._exp), Decimal(other.numerator)
        return self, converted

    def __eq__(self, other):
        self, other = self._and_other(other)
        if other is NotImplemented:
            return other
        if self._special or other._special:
            if self.is_snan() or other.is_snan():
                getcontext()._raise(InvalidOperation)
            if self.is_nan() or other.is_nan():
                return False
        return self._order(other) == 0

    def _ordered(self, other, answer):
        self, other = self._and_other(other)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            getcontext()._raise(InvalidOperation)
            return False
        return answer(self._order(other))

    def __lt__(self, other):
        return self._ordered(other, lambda c: c < 0)

    def __le__(self, other):
        return self._ordered(other, lambda c: c <= 0)

    def __gt__(self, other):
        return self._ordered(other, lambda c: c > 0)

    def __ge__(self, other):
        return self._ordered(other, lambda c: c >= 0)

    def compare(self, other, context=None):
        other = _operand(other)
        nan = self._nan_of(context or getcontext(), other)
        return nan if nan is not None else Decimal(self._order(other))

    def compare_total(self, other, context=None):
        other = _operand(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        order = self._order(other) if not (self.is_nan() or other.is_nan()) else (self.is_nan() - other.is_nan())
        if order == 0 and self._exp != other._exp and not self._special:
            order = 1 if self._exp > other._exp else -1
            order = -order if self._sign else order
        return Decimal(order)

    def _extreme(self, other, context, sign, key=lambda d: d):
        context = context or getcontext()
        other = _operand(other)
        for a, b in ((self, other), (other, self)):
            if a.is_qnan() and not b.is_nan():
                return context._fix(b)
        nan = self._nan_of(context, other)
        if nan is not None:
            return nan
        order = key(self)._order(key(other)) or int(str(self.compare_total(other)))
        return context._fix(self if order * sign > 0 else other)

    def max(self, other, context=None):
        return self._extreme(other, context, 1)

    def min(self, other, context=None):
        return self._extreme(other, context, -1)

    def max_mag(self, other, context=None):
        return self._extreme(other, context, 1, Decimal.copy_abs)

    def min_mag(self, other, context=None):
        return self._extreme(other, context, -1, Decimal.copy_abs)

    # Arithmetic.

    def _abs(self, context):
        return self._negate(context) if self._sign else context._fix(self)

    def _negate(self, context):
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        if not self and context.rounding != ROUND_FLOOR:
            return context._fix(self.copy_abs())
        return context._fix(self.copy_negate())

    def __neg__(self):
        return self._negate(getcontext())

    def __pos__(self):
        context = getcontext()
        if not self and context.rounding != ROUND_FLOOR and not self._special:
            return context._fix(self.copy_abs())
        nan = self._nan_of(context)
        return context._fix(self) if nan is None else nan

    def __abs__(self):
        return self._abs(getcontext())

    def _add(self, other, context):
        if self._special or other._special:
            nan = self._nan_of(context, other)
            if nan is not None:
                return nan
            if self.is_infinite():
                if other.is_infinite() and self._sign != other._sign:
                    return context._invalid()
                return self
            return other
        exponent = min(self._exp, other._exp)
        if abs(self._exp - other._exp) > context.prec + 1000:
            return self._add_far(other, context)
        a = self._coeff * 10 ** (self._exp - exponent)
        b = other._coeff * 10 ** (other._exp - exponent)
        total = (-a if self._sign else a) + (-b if other._sign else b)
        if total:
            return context._make(int(total < 0), abs(total), exponent)
        negative = self._sign and other._sign or (self._sign != other._sign and context.rounding == ROUND_FLOOR)
        return context._make(int(bool(negative)), 0, exponent)

    def _add_far(self, other, context):
        """The smaller operand is too small to matter but for the rounding."""
        big, small = (self, other) if self._exp > other._exp else (other, self)
        if not big._coeff:
            return context._make(small._sign, small._coeff, small._exp)
        length = len(str(big._coeff))
        room = max(0, context.prec + 2 - length)
        top = small.adjusted()
        if top >= big._exp - room - 2 or not small._coeff:
            exponent = small._exp if small._coeff else max(small._exp, big._exp - context.prec)
            a = big._coeff * 10 ** (big._exp - exponent)
            b = small._coeff
            total = (-a if big._sign else a) + (-b if small._sign else b)
            return context._make(int(total < 0), abs(total), exponent)
        coefficient = big._coeff * 10 ** (room + 1) + (1 if big._sign == small._sign else -1)
        return context._make(big._sign, coefficient, big._exp - room - 1)

    def _multiply(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan_of(context, other)
            if nan is not None:
                return nan
            return _new(sign, 0, "F") if self and other else context._invalid()
        return context._make(sign, self._coeff * other._coeff, self._exp + other._exp)

    def _divide(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan_of(context, other)
            if nan is not None:
                return nan
            if self.is_infinite():
                return context._invalid() if other.is_infinite() else _new(sign, 0, "F")
            context._raise(Clamped)
            return _new(sign, 0, context.Etiny())
        if not other:
            if not self:
                return context._invalid(DivisionUndefined)
            context._raise(DivisionByZero)
            return _new(sign, 0, "F")
        ideal = self._exp - other._exp
        if not self:
            return context._make(sign, 0, ideal)
        shift = len(str(other._coeff)) - len(str(self._coeff)) + context.prec + 1
        exponent = ideal - shift
        if shift >= 0:
            coefficient, rest = divmod(self._coeff * 10**shift, other._coeff)
        else:
            coefficient, rest = divmod(self._coeff, other._coeff * 10**-shift)
        if rest:
            coefficient += coefficient % 5 == 0  # a digit that rounds like the ones that are not there
        else:
            while exponent < ideal and coefficient % 10 == 0:
                coefficient //= 10
                exponent += 1
        return context._make(sign, coefficient, exponent)

    def _divmod(self, other, context, want):
        nan = self._nan_of(context, other)
        if nan is not None:
            return (nan, nan) if want == "both" else nan
        sign = self._sign ^ other._sign
        failed = None
        if self.is_infinite():
            if other.is_infinite() or want != "quotient":
                if want == "both" and not other.is_infinite():
                    return _new(sign, 0, "F"), context._invalid()
                failed = InvalidOperation
            else:
                return _new(sign, 0, "F")
        elif not other:
            if not self:
                failed = DivisionUndefined
            elif want == "remainder":
                failed = InvalidOperation
            else:
                infinity = _new(sign, 0, "F")
                if want == "quotient":
                    context._raise(DivisionByZero)
                    return infinity
                context._raise(DivisionByZero, InvalidOperation)
                return infinity, _NaN
        if failed is not None:
            bad = context._invalid(failed)
            return (bad, bad) if want == "both" else bad
        quotient, rest = self._whole_division(other, context)
        if quotient is None:
            bad = context._invalid(DivisionImpossible)
            return (bad, bad) if want == "both" else bad
        if want == "quotient":
            return quotient
        rest = context._fix(rest)
        return rest if want == "remainder" else (quotient, rest)

    def _whole_division(self, other, context):
        """Quotient, towards zero, and remainder; None if the quotient has too many digits."""
        sign = self._sign ^ other._sign
        ideal = self._exp if other.is_infinite() else min(self._exp, other._exp)
        gap = self.adjusted() - other.adjusted()
        if not self or other.is_infinite() or gap <= -2:
            return _new(sign, 0, 0), self._rescaled(ideal, context.rounding)
        if gap <= context.prec:
            a, b = self._coeff, other._coeff
            if self._exp >= other._exp:
                a *= 10 ** (self._exp - other._exp)
            else:
                b *= 10 ** (other._exp - self._exp)
            q, r = divmod(a, b)
            if _fits(q, context.prec):
                return _new(sign, q, 0), _new(self._sign, r, ideal)
        return None, None

    def _power(self, other, context, modulo=None):
        from _decimal_math import power

        return power(self, other, context)

    def _binary(operation):
        def forward(self, other):
            other = _converted(other)
            return other if other is NotImplemented else operation(self, other, getcontext())

        def reverse(self, other):
            other = _converted(other)
            return other if other is NotImplemented else operation(other, self, getcontext())

        return forward, reverse

    __add__, __radd__ = _binary(lambda a, b, context: a._add(b, context))
    __sub__, __rsub__ = _binary(lambda a, b, context: a._add(b if b.is_nan() else b.copy_negate(), context))
    __mul__, __rmul__ = _binary(lambda a, b, context: a._multiply(b, context))
    __truediv__, __rtruediv__ = _binary(lambda a, b, context: a._divide(b, context))
    __floordiv__, __rfloordiv__ = _binary(lambda a, b, context: a._divmod(b, context, "quotient"))
    __mod__, __rmod__ = _binary(lambda a, b, context: a._divmod(b, context, "remainder"))
    __divmod__, __rdivmod__ = _binary(lambda a, b, context: a._divmod(b, context, "both"))
    _pow, __rpow__ = _binary(lambda a, b, context: a._power(b, context))
    del _binary

    def __pow__(self, other, modulo=None):
        if modulo is None:
            return self._pow(other)
        other, modulo = _converted(other), _converted(modulo)
        if other is NotImplemented or modulo is NotImplemented:
            return NotImplemented
        return Decimal(pow(int(self), int(other), int(modulo)))

    def fma(self, other, third, context=None):
        """self * other + third, rounded once."""
        context = context or getcontext()
        other, third = _operand(other), _operand(third)
        wide = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
        wide.traps, wide.flags = context.traps, context.flags
        product = self._multiply(other, wide)
        return product._add(third, context)

    def remainder_near(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(context, other)
        if nan is not None:
            return nan
        if self.is_infinite() or not other:
            return context._invalid(DivisionUndefined if not self and not other else InvalidOperation)
        if other.is_infinite():
            return context._fix(self)
        ideal = min(self._exp, other._exp)
        a, b = self._coeff * 10 ** (self._exp - ideal), other._coeff * 10 ** (other._exp - ideal)
        q, r = divmod(a, b)
        sign = self._sign
        if 2 * r + (q & 1) > b:
            r -= b
            q += 1
        if not _fits(q, context.prec):
            return context._invalid(DivisionImpossible)
        if r < 0:
            sign, r = 1 - sign, -r
        return context._make(sign, r, ideal)

    # Rounding.

    def _rescaled(self, exponent, rounding):
        """With this exponent, whatever the precision."""
        if self._special:
            return self
        coefficient, _ = _drop(self._coeff, exponent - self._exp, self._sign, rounding)
        return _new(self._sign, coefficient, exponent)

    def quantize(self, exp, rounding=None, context=None):
        """Rounded to the exponent of another number."""
        exp = _operand(exp)
        context = context or getcontext()
        rounding = context.rounding if rounding is None else rounding
        if self._special or exp._special:
            nan = self._nan_of(context, exp)
            if nan is not None:
                return nan
            if self.is_infinite() and exp.is_infinite():
                return self
            return context._invalid()
        if not context.Etiny() <= exp._exp <= context.Emax:
            return context._invalid()
        if self._coeff and self.adjusted() - exp._exp + 1 > context.prec or self.adjusted() > context.Emax:
            return context._invalid()
        coefficient, inexact = _drop(self._coeff, exp._exp - self._exp, self._sign, rounding)
        made = _new(self._sign, coefficient, exp._exp)
        if made.adjusted() > context.Emax or not _fits(coefficient, context.prec):
            return context._invalid()
        if made and made.adjusted() < context.Emin:
            context._raise(Subnormal)
        if exp._exp > self._exp:
            context._raise(*((Inexact, Rounded) if inexact else (Rounded,)))
        return made

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        if self._special or self._exp >= 0:
            return Decimal(self)
        return self._rescaled(0, context.rounding if rounding is None else rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        made = self.to_integral_value(rounding, context)
        if not made._special and made._exp != self._exp:
            context._raise(*((Rounded,) if made == self else (Inexact, Rounded)))
        return made

    def normalize(self, context=None):
        """Without zeros at the end."""
        context = context or getcontext()
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        rounded = context._fix(self)
        if rounded._special:
            return rounded
        if not rounded:
            return _new(rounded._sign, 0, 0)
        coefficient, exponent = rounded._coeff, rounded._exp
        top = context.Etop() if context.clamp else context.Emax
        while coefficient % 10 == 0 and exponent < top:
            coefficient //= 10
            exponent += 1
        return _new(rounded._sign, coefficient, exponent)

    def scaleb(self, other, context=None):
        context = context or getcontext()
        other = _operand(other)
        nan = self._nan_of(context, other)
        if nan is not None:
            return nan
        if other._exp != 0:
            return context._invalid()
        return self if self._special else context._make(self._sign, self._coeff, self._exp + int(other))

    def shift(self, other, context=None):
        context = context or getcontext()
        n = int(_operand(other))
        if not -context.prec <= n <= context.prec:
            return context._invalid()
        digits = self._coeff * 10**n % 10**context.prec if n >= 0 else self._coeff // 10**-n
        return _new(self._sign, digits, self._exp)

    def logb(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        if self.is_infinite():
            return self.copy_abs()
        if not self:
            context._raise(DivisionByZero)
            return _new(1, 0, "F")
        return context._fix(Decimal(self.adjusted()))

    def _neighbour(self, context, rounding):
        context = (context or getcontext()).copy()
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        context.rounding = rounding
        context.clear_traps()
        up = rounding == ROUND_CEILING
        if self.is_infinite():
            return self if self._sign != up else _new(self._sign, 10**context.prec - 1, context.Etop())
        moved = context._fix(self)
        if moved != self:
            return moved
        return self._add(_new(int(not up), 1, context.Etiny() - 1), context)

    def next_plus(self, context=None):
        return self._neighbour(context, ROUND_CEILING)

    def next_minus(self, context=None):
        return self._neighbour(context, ROUND_FLOOR)

    def next_toward(self, other, context=None):
        other = _operand(other)
        order = self._order(other)
        if order == 0:
            return self.copy_sign(other)
        return self.next_plus(context) if order < 0 else self.next_minus(context)

    # Functions.

    def sqrt(self, context=None):
        context = context or getcontext()
        nan = self._nan_of(context)
        if nan is not None:
            return nan
        if self.is_infinite() and not self._sign:
            return self
        if not self:
            return context._make(self._sign, 0, self._exp // 2)
        if self._sign:
            return context._invalid()
        prec = context.prec + 1
        exponent, coefficient = self._exp, self._coeff
        length = len(str(coefficient))
        if exponent & 1:
            exponent -= 1
            coefficient *= 10
            length = (length >> 1) + 1
        else:
            length = (length + 1) >> 1
        ideal = exponent >> 1
        shift = prec - length
        exact = True
        if shift >= 0:
            coefficient *= 100**shift
        else:
            coefficient, rest = divmod(coefficient, 100**-shift)
            exact = not rest
        root = math.isqrt(coefficient)
        exact = exact and root * root == coefficient
        if exact:
            if shift >= 0:
                root //= 10**shift
            else:
                root *= 10**-shift
            exponent = ideal
        else:
            exponent = ideal - shift
            root += root % 5 == 0
        rounding, context.rounding = context.rounding, ROUND_HALF_EVEN
        try:
            return context._make(0, root, exponent)
        finally:
            context.rounding = rounding

    def exp(self, context=None):
        from _decimal_math import exp

        return exp(self, context or getcontext())

    def ln(self, context=None):
        from _decimal_math import ln

        return ln(self, context or getcontext())

    def log10(self, context=None):
        from _decimal_math import log10

        return log10(self, context or getcontext())

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self.__copy__()


def _operand(value):
    value_ = _converted(value)
    if value_ is NotImplemented:
        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
    return value_


def _from_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exponent = value
    if sign not in (0, 1):
        raise ValueError("sign must be an integer with the value 0 or 1")
    if exponent == "F":
        return sign, 0, "F"
    if not all(isinstance(d, int) and 0 <= d <= 9 for d in digits):
        raise ValueError("coefficient must be a tuple of digits")
    if exponent not in ("n", "N") and not isinstance(exponent, int):
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
    return sign, int("".join(map(str, digits)) or "0"), exponent


_NaN = _new(0, 0, "n")
