"""math: divisors, factorials, combinations, exact sums."""

import math

print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(3, 0))
print(math.factorial(20), math.comb(5, 2), math.comb(50, 25), math.perm(5, 2), math.perm(4), math.comb(2, 5))
print(math.prod([1, 2, 3, 4]), math.prod([], start=5), math.prod([2, 0.5]), math.fsum([0.1] * 10), sum([0.1] * 10), math.sumprod([1, 2, 3], [4, 5, 6]))
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12, abs_tol=1e-9))
print(math.frexp(10.0), math.ldexp(0.625, 4), math.nextafter(1.0, 2.0), math.ulp(1.0), math.remainder(7, 2), math.remainder(5, 3), math.fma(2.0, 3.0, 4.0))
print(math.gamma(5), math.lgamma(10), math.erf(1), math.erfc(1), math.exp2(10), math.nextafter(0.0, 1.0, steps=3))
