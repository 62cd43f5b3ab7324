"""Some code is valid, but the compiler warns that it is hardly meant."""

x = 5
print(x is 5, "\d")
assert (x, "always true")
print([1, 2][0] is not "a")
