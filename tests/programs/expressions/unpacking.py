"""Stars unpack iterables into calls, lists, tuples, sets and dicts."""

a, b = [1, 2], (3, 4)
print([*a, *b, 5], (*a, *b), {*a, *a}, [*"hi", *range(2)])
print({**{"x": 1}, "y": 2, **{"x": 3}})
print(*a, *b, sep="-")

first, *rest = "word"
print(first, rest)
*start, last = [1]
print(start, last)
(p, *q), r = [1, 2, 3], 4
print(p, q, r)
for x, *y in [(1, 2, 3), "ab"]:
    print(x, y)


def whole():
    values = 2, 3
    return 1, *values


print(whole())

for action in ("a, b = 1, 2, 3", "a, b, c = 1, 2", "a, *b, c = [1]", "a, b = 5", "a, b = {}", "[*5]", "{**5}", "a, b = 'x'", "{*None}"):
    try:
        exec(action)
    except (ValueError, TypeError) as error:
        print(action, "->", type(error).__name__ + ":", error)
