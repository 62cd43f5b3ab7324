"""Numbers of different types compare by their exact value."""

print(1 == 1.0 == 1 + 0j == True, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53 + 1, 2**53 + 1 > 2.0**53)
print(10**25 == 1e25, 10**22 == 1e22, 0.1 == 1 / 10, 3 < 3.0000000001, -1 < False < 0.5 < True)
print({1: "int", 1.0: "float", 1 + 0j: "complex"}, len({1, 1.0, True}), 1 in [1.0], [1, 2] == [1.0, 2.0])
print(hash(0.5) == hash(1 / 2), hash(10**20) == hash(1e20), (1, 2.0) == (1.0, 2), 5 == "5", None == 0)
from decimal import Decimal
from fractions import Fraction

print(Fraction(1, 2) == 0.5, Decimal("0.5") == Fraction(1, 2), Decimal("0.1") == 0.1, Fraction(1, 3) < 0.34, Decimal(1) == 1 == Fraction(1))
print(sorted([Fraction(1, 3), 0.25, 1, Decimal("0.5")]) if False else sorted([Fraction(1, 3), 0.25, 1]))
