"""a < b < c asks b once, and stops at the first comparison that fails."""


def say(n):
    print(n, end=" ")
    return n


print(say(1) < say(2) < say(3))
print(say(3) < say(2) < say(1))
print(1 < 3 > 2, 1 == 1 != 2, 1 < 2 in [2, 3])
x = 5
print(0 <= x < 10, not 0 <= x < 5)
print((1 < 2) < 1, 1 < 2 < 1)
