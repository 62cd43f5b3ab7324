"""`exp`, `ln`, `log10` and `**` of decimals.

All are computed with ints in fixed point, with more digits until the result can be rounded without doubt.
"""

__native_in_cpython__ = True

import math
from decimal import ROUND_HALF_EVEN, Clamped, Decimal, Inexact, Overflow, Rounded, Underflow, _new


def _ln_int(numerator, denominator, digits):
    """ln(numerator / denominator) times 10**digits, off by a few units."""
    guard = digits + 15
    scale = 10**guard
    x = numerator * scale // denominator
    # Roots bring x near to 1, where the series is quick.
    halvings = 0
    while abs(x - scale) * 1000 > scale:
        x = math.isqrt(x * scale)
        halvings += 1
    y = (x - scale) * scale // (x + scale)
    square = y * y // scale
    total, term, k = 0, y, 1
    while term:
        total += term // k
        term = term * square // scale
        k += 2
    return (2 * total << halvings) // 10**15


def _ln(d, digits):
    """ln of a positive finite Decimal, times 10**digits."""
    extra = len(str(abs(d._exp))) + 5
    length = len(str(d._coeff))
    shift = d._exp + length - 1
    total = _ln_int(d._coeff, 10 ** (length - 1), digits + extra)
    if shift:
        total += shift * _ln_int(10, 1, digits + extra)
    return total // 10**extra


def _exp_int(x, digits):
    """exp(x / 10**digits) times 10**digits; x is not much greater than 10**digits."""
    halvings = 2 * math.isqrt(digits) + 5
    guard = digits + halvings // 2 + 15
    scale = 10**guard
    x = x * 10 ** (guard - digits) >> halvings
    total = term = scale
    k = 1
    while term:
        term = term * x // (scale * k)
        total += term
        k += 1
    for _ in range(halvings):
        total = total * total // scale
    return total // 10 ** (guard - digits)


def _exp(x, digits):
    """exp(x / 10**digits) as coefficient and exponent, with about `digits` good digits."""
    ln10 = _ln_int(10, 1, digits + len(str(abs(x))) + 3)
    power, rest = divmod(x * 10 ** (len(str(abs(x))) + 3), ln10)
    rest //= 10 ** (len(str(abs(x))) + 3)
    return _exp_int(rest, digits), power - digits


def _settle(approximate, context, sign=0):
    """Round what `approximate(digits)` gives (coefficient, exponent), with digits enough to be sure."""
    prec = context.prec
    extra = 5
    while True:
        coefficient, exponent = approximate(prec + extra)
        length = len(str(coefficient))
        unit = 10 ** max(0, length - prec)
        low, high = (coefficient - 100) * 2 // unit, (coefficient + 100) * 2 // unit
        if low == high or extra > 300:
            break
        extra += 10
    coefficient += coefficient % 5 == 0
    rounding, context.rounding = context.rounding, ROUND_HALF_EVEN
    try:
        return context._make(sign, coefficient, exponent)
    finally:
        context.rounding = rounding


def exp(x, context):
    nan = x._nan_of(context)
    if nan is not None:
        return nan
    if x.is_infinite():
        return Decimal(0) if x._sign else x
    if not x:
        return Decimal(1)
    if x.adjusted() > len(str(context.Emax)) + 1:
        if x._sign:
            context._raise(Underflow, Inexact, Rounded, Clamped)
            return _new(0, 0, context.Etiny())
        context._raise(Overflow, Inexact, Rounded)
        return _new(0, 0, "F")
    if x.adjusted() < -context.prec - 2:
        return context._make(0, 10 ** (context.prec + 2) + (-1 if x._sign else 1), -context.prec - 2)

    def approximate(digits):
        digits += max(0, x.adjusted()) + 3
        value = x._coeff * 10 ** (digits + x._exp) if digits + x._exp >= 0 else x._coeff // 10 ** -(digits + x._exp)
        return _exp(-value if x._sign else value, digits)

    return _settle(approximate, context)


def _logarithm(x, context):
    """The cases that ln and log10 share; None if there is something to compute."""
    nan = x._nan_of(context)
    if nan is not None:
        return nan
    if not x:
        return _new(1, 0, "F")
    if x._sign:
        return context._invalid()
    if x.is_infinite():
        return x
    if x == 1:
        return Decimal(0)
    return None


def ln(x, context):
    known = _logarithm(x, context)
    if known is not None:
        return known
    sign = int(x < 1)

    def approximate(digits):
        # Near to 1 the logarithm begins with zeros.
        digits += max(0, -(x - 1).adjusted()) + 2
        return abs(_ln(x, digits)), -digits

    return _settle(approximate, context, sign)


def log10(x, context):
    known = _logarithm(x, context)
    if known is not None:
        return known
    digits = str(x._coeff)
    if digits[0] == "1" and not digits[1:].strip("0"):  # a power of ten
        return context._fix(Decimal(x._exp + len(digits) - 1))
    sign = int(x < 1)

    def approximate(digits):
        digits += max(0, -(x - 1).adjusted()) + 3
        return abs(_ln(x, digits)) * 10**digits // _ln_int(10, 1, digits), -digits

    return _settle(approximate, context, sign)


def power(x, y, context):
    """x ** y."""
    nan = x._nan_of(context, y)
    if nan is not None:
        return nan
    if not y:
        return context._invalid() if not x else Decimal(1)
    whole = not y._special and (y._exp >= 0 or y == y.to_integral_value())
    odd = whole and int(y) % 2 == 1
    sign = int(bool(x._sign and odd))
    if x._sign and not whole:
        if x:
            return context._invalid()
    if not x:
        if y._sign:
            return _new(sign, 0, "F")
        return _new(sign, 0, 0)
    if x.is_infinite():
        return _new(sign, 0, 0) if y._sign else _new(sign, 0, "F")
    magnitude = x.copy_abs()
    if y.is_infinite():
        order = magnitude._order(Decimal(1))
        if order == 0:
            return context._make(0, 10 ** (context.prec - 1), 1 - context.prec)
        return _new(0, 0, "F") if (order > 0) != bool(y._sign) else Decimal(0)
    if whole:
        n = int(y)
        if abs(n) * len(str(x._coeff)) <= 100 * context.prec + 20000:
            return _whole_power(magnitude, n, sign, context)
    if magnitude == 1:
        context._raise(Inexact, Rounded)
        return _new(sign, 10 ** (context.prec - 1), 1 - context.prec)
    # Beyond all limits?
    size = magnitude.adjusted() or (1 if magnitude > 1 else -1)
    if y.adjusted() + len(str(abs(size))) > 25:
        if (magnitude > 1) != bool(y._sign):
            context._raise(Overflow, Inexact, Rounded)
            return _new(sign, 0, "F")
        context._raise(Underflow, Inexact, Rounded, Clamped)
        return _new(sign, 0, context.Etiny())
    exact = _root_power(magnitude, y, context)
    if exact is not None:
        return _new(sign, *exact)

    def approximate(digits):
        digits += max(0, y.adjusted()) + len(str(abs(magnitude.adjusted()))) + 4
        logarithm = _ln(magnitude, digits)
        numerator, denominator = y.as_integer_ratio()
        return _exp(logarithm * numerator // denominator, digits)

    return _settle(approximate, context, sign)


def _whole_power(x, n, sign, context):
    coefficient, exponent = x._coeff ** abs(n), x._exp * abs(n)
    if n > 0:
        return context._make(sign, coefficient, exponent)
    made = Decimal(1)._divide(_new(0, coefficient, exponent), context)
    return made.copy_negate() if sign else made


def _root_power(x, y, context):
    """The result where it is exact, padded with zeros to the full precision; else None."""
    numerator, denominator = y.as_integer_ratio()
    if denominator > 64 or abs(numerator) > 1000:
        return None
    top, bottom = x.as_integer_ratio()
    roots = []
    for n in (top, bottom):
        root = round(n ** (1 / denominator)) if n < 10**15 else None
        if root is None or root**denominator != n:
            return None
        roots.append(root)
    a, b = roots if numerator > 0 else reversed(roots)
    value = Decimal(a ** abs(numerator)) / Decimal(b ** abs(numerator))
    if value * b ** abs(numerator) != a ** abs(numerator):
        return None
    pad = context.prec - len(str(value._coeff))
    context._raise(Inexact, Rounded)
    return value._coeff * 10**pad, value._exp - pad
