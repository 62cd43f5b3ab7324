"""Sets of small integers come in a fixed order, which is not the order of insertion."""

print({3, 1, 2}, {10, 5, 0}, {8, 0, 16}, {-1, -2, 1}, set(range(10, 0, -1)), {100, 7, 33, 64})
s = set()
for n in (9, 17, 1, 25, 8):
    s.add(n)
    print(s)
s.discard(9)
s.add(33)
print(s, s.pop(), s.pop(), s)
print({1.5, 2, 0.5}, {True, 2, 0}, set([5, 3, 5, 3]), {n * 7 % 31 for n in range(12)}, frozenset({40, 30, 20}), list({2**61, 1, 5}))
print({1, 2, 3} | {30, 20, 10}, {1, 2, 3, 4, 5} & {5, 3, 9}, {5, 9, 1} - {9}, {1, 2} ^ {2, 3}, set({9: 1, 1: 2}))
