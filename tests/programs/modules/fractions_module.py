"""fractions: exact arithmetic with quotients."""

from fractions import Fraction as F
import math

print(F(3, 6), repr(F(3, -6)), F("2/4"), F("0.125"), F(0.1), F(1.5), F("1e-3"), F(5), F(), F(" -7/3 "))
a, b = F(1, 2), F(1, 3)
print(a + b, a - b, a * b, a / b, a // b, a % b, a**2, a**-2, a**0.5, -a, abs(-a), a + 1, a + 0.5, 2 / a, divmod(F(7, 2), F(2, 3)))
print(a > b, a == 0.5, a == F(2, 4), hash(a) == hash(0.5), float(b), int(F(7, 2)), round(F(7, 2)), round(F(22, 7), 2), math.floor(F(-7, 2)), math.ceil(F(-7, 2)), bool(F(0)), b.numerator, b.denominator)
print(F(math.pi).limit_denominator(100), F("3.14159").limit_denominator(7), sum([F(1, n) for n in range(1, 6)]), max(a, b), sorted([a, b, 0]), f"{a:.3f} {b:>10.2e} {F(5):}", a.as_integer_ratio(), F(3).is_integer())
for call in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(float("nan")), lambda: F(float("inf")), lambda: a / 0, lambda: F("1/0"), lambda: a < "x", lambda: F([])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
