"""The operators on numbers, with the signs that surprise."""

for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2)):
    print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))

print(2**10, 2**-2, (-8) ** 2, -(8**2), -(2**2), 0**0)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2)
print(+True, -True, ~5, ~-1, True + True)
print(1 + 2.0, 1 + 2j, 2.5 + 1j)
print(10 - 2 - 3, 2**3**2, 100 / 10 / 2, -3**2)

for action in ("1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "1.5 // 0", "1.5 % 0", "0 ** -1", "0.0 ** -1", "1j / 0", "divmod(1, 0)"):
    try:
        eval(action)
    except ZeroDivisionError as error:
        print(action, "->", error)
