"""Integers have no largest value."""

a, b = 2**100, 3**70
print(a, b, a + b, a - b, sep="\n")
print(a * b)
print(b // a, b % a, divmod(-b, a), a // -7, -a % 12345)
print((10**50) // (10**48 + 1), 10**30 / 10**29, a << 37 >> 130, a & b, a | b, a ^ b, ~a)
print(pow(3, 200, 10**9 + 7), pow(7, -1, 2**61 - 1), 2**0.5 < 2**64, float(10**22))


def factorial(n):
    return 1 if n == 0 else n * factorial(n - 1)


print(factorial(50))
print(len(str(factorial(200))), sum(int(d) for d in str(2**1000)))
print(a == float(a), b == float(b), a > 1e30, 10**400 > 1e308, hash(a), hash(-b), hash(2**61 - 1))
x, y = 0, 1
for _ in range(300):
    x, y = y, x + y
print(x, x.bit_length())
try:
    print(float(10**400))
except OverflowError as error:
    print(error)
try:
    10**400 / 3
except OverflowError as error:
    print(error)
print(10**400 / 10**399, int("9" * 40) + 1, -(-5) ** 31, (-2) ** 65)
