"""Which operator binds tighter."""

print(2 + 3 * 4, (2 + 3) * 4, 2 * 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 0)
print(not True == False, not (True == False), 1 < 2 == True, (1 < 2) == True, 5 & 3 == 3, (5 & 3) == 1)
print(1 or 0 and 0, (1 or 0) and 0, not 1 or 1, 1 if 0 else 2 if 0 else 3, 1 | 2 ^ 3 & 4, 1 << 2 + 1, ~1 + 1)
print(6 / 2 * 3, 6 // 4 * 4, 7 % 4 * 2, 2 * 7 % 4, -7 // 2, -(7 // 2), 10 - 5 - 2, 2 ** 2 ** 3)
print([1, 2][0] + 1, "a" "b" * 2, *[1] + [2], (lambda x: x + 1)(2) * 3, 3 .real + 1, "x" in "xy" == True, 1 in [1] and 2)
x = 5
print(x > 3 and x < 10, 3 < x < 10, x if x > 3 else 0 + 100, (y := x + 1) * 2, y, await_ if (await_ := 2) > 1 else 0)
