"""What the compiler computes ahead gives the same results as at run time."""


def values():
    a, b = 7, -3
    return [a + b, a - b, a * b, a / b, a // b, a % b, a**2, -a, ~a, a << 2, a >> 1, a & b, a | b, a ^ b, not a]


print(values() == [7 + -3, 7 - -3, 7 * -3, 7 / -3, 7 // -3, 7 % -3, 7**2, -7, ~7, 7 << 2, 7 >> 1, 7 & -3, 7 | -3, 7 ^ -3, not 7])
print("ab" * 3, (1, 2) * 2, "abc"[1], (1, 2, 3)[-1], "a" + "b", 2**100, -0.0, 1e1000, -(-5), +True, 10 % 3.5, 1 / 3 * 3 == 1)
print("x" * 5000 == "".join(["x"] * 5000), 0.1 + 0.2, 1j * 1j, (1, (2, 3))[1][0], b"a" + b"b", not None, 5 if 1 else 6)
try:
    1 / 0
except ZeroDivisionError as error:
    print(error)
try:
    (1, 2)[5]
except IndexError as error:
    print(error)
try:
    "abc" % 5
except TypeError as error:
    print(error)
