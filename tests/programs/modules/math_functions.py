"""math: rounding, roots, logarithms, angles."""

import math

print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fabs(-3), math.fmod(-7, 3), math.modf(2.75), math.copysign(3, -0.0))
print(math.sqrt(2), math.cbrt(27), math.isqrt(10**20 + 1), math.pow(2, 0.5), math.exp(1), math.expm1(1e-10), math.hypot(3, 4), math.hypot(1, 2, 2))
print(math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.log(10**400), math.log2(2**5000))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0.5), math.atan(1), math.atan2(-1, -1))
print(math.sinh(1), math.cosh(1), math.tanh(1), math.degrees(math.pi), math.radians(180), math.dist([0, 0], [3, 4]))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1.0))
for text in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.acos(2)", "math.exp(1000)", "math.factorial(-1)", "math.factorial(1.5)", "math.isqrt(-1)", "math.floor('a')", "math.sqrt('a')", "math.sin(math.inf)", "math.floor(math.nan)", "math.ceil(math.inf)", "math.log(2, 1)", "math.comb(3, -1)", "math.pow(0, -1)", "math.fmod(1, 0)"):
    try:
        print(text, "=", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
