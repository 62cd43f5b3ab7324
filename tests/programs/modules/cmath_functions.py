"""cmath: the functions of math for complex numbers."""

import cmath

print(cmath.sqrt(-1), cmath.sqrt(3 + 4j), cmath.exp(1j * cmath.pi), cmath.log(-1), cmath.log(1j, 2), cmath.log10(100j), cmath.phase(-1 + 0j), cmath.phase(1j))
print(cmath.polar(3 + 4j), cmath.rect(2, cmath.pi / 2), cmath.sin(1 + 1j), cmath.cos(1j), cmath.tan(1 + 2j), cmath.asin(2), cmath.acos(2j), cmath.atan(1 + 1j))
print(cmath.sinh(1j), cmath.cosh(1 + 1j), cmath.tanh(0.5j), cmath.asinh(1j), cmath.acosh(0.5), cmath.atanh(0.5 + 0.5j), cmath.inf, cmath.infj, cmath.isnan(complex("nan")), cmath.isinf(1j), cmath.isfinite(1j), cmath.isclose(1 + 1j, 1 + 1.0000000001j))
for call in (lambda: cmath.log(0), lambda: cmath.sqrt("a"), lambda: cmath.exp(1000), lambda: cmath.atanh(1), lambda: cmath.rect(1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
