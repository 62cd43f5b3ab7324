"""Comprehensions inside comprehensions."""

matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row if x % 2], [[x * y for x in row] for y, row in enumerate(matrix)])
print({n: [d for d in range(1, n + 1) if n % d == 0] for n in (6, 7, 12)}, {(a, b) for a in "xy" for b in range(1)} == {("x", 0), ("y", 0)})
print([(a, b, c) for c in range(1, 21) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c])
print([n for n in range(2, 40) if all(n % d for d in range(2, int(n**0.5) + 1))], ["".join(reversed(w)) for w in "ab cd".split()])
print(sum(x * y for x, y in zip([1, 2], [3, 4])), [y for x in [3] for y in [x * 2]], [last := n for n in "ab"], last)
print([*map(lambda f: f(2), [lambda x, n=n: x**n for n in range(4)])], dict(sorted({k: v for k, v in zip("ba", [1, 2])}.items())))
