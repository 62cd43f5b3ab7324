"""enumerate, zip, map, filter, reversed, iter, next, all, any."""

print(list(enumerate("ab")), list(enumerate("ab", start=5)), list(enumerate([], 1)))
print(list(zip("abc", [1, 2])), list(zip()), list(zip([1])), list(zip("ab", "cd", "ef")))
print(list(map(len, ["a", "bb"])), list(map(pow, [2, 3], [3, 2, 9])), list(map(None.__class__, [])))
print(list(filter(None, [0, 1, "", "a", [], None])), list(filter(str.isdigit, "a1b2")))
print(list(reversed([1, 2, 3])), "".join(reversed("abc")), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})))
print(all([]), any([]), all([1, 0]), any([0, "x"]))
it = iter([1, 2])
print(next(it), next(it), next(it, "end"))
print(list(iter([3, 2, 1, 0, 9].pop, 0)))
try:
    list(zip("abc", [1, 2], strict=True))
except ValueError as error:
    print(error)
try:
    list(zip("ab", [1, 2, 3], strict=True))
except ValueError as error:
    print(error)
numbers = iter(range(6))
print(list(zip(numbers, numbers)), type(zip()).__name__, type(map(int, "")).__name__)
m = map(int, ["1", "x", "3"])
print(next(m))
try:
    next(m)
except ValueError as error:
    print(error, next(m))
