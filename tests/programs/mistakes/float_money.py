"""Sums of tenths are not exact; integers, round or Decimal are."""

from decimal import Decimal
from math import isclose

print(0.1 + 0.2, 0.1 + 0.2 == 0.3, isclose(0.1 + 0.2, 0.3), 1.1 * 3, 0.1 * 3)
total = 0.0
for _ in range(10):
    total += 0.1
print(total, total == 1, round(total, 10) == 1)
print(round(2.675, 2), round(2.5), round(0.5), f"{2.675:.2f}", int(0.29 * 100), int(-0.5), 1e16 + 1 == 1e16)
print(sum([10, 20, 30]) / 100, Decimal("0.1") + Decimal("0.2"), 3 * Decimal("1.1"))
print((0.1).as_integer_ratio(), f"{0.1:.25f}", 0.1 + 0.7, 4.35 * 100, 1.15.__round__(1))
