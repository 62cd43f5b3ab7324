"""Iterators know where they stand: copy and pickle take them apart and put them together."""

import copy
import pickle

for iterator in (
    iter([1, 2, 3]), iter((1, 2)), iter("abc"), iter("aéb"), iter(range(5)), reversed([1, 2, 3]), iter({1: 2, 3: 4}),
    iter({1: 2}.items()), iter({1: 2, 3: 4}.values()), reversed({1: 2, 3: 4}), iter({5}), enumerate("ab", 7),
    zip([1, 2], "ab"), map(str, [1, 2]), filter(None, [1, 0, 2]), iter(b"ab"), iter(bytearray(b"ab")), reversed(range(3)),
    reversed((1, 2, 3)),
):  # fmt: skip
    next(iterator)
    twin = pickle.loads(pickle.dumps(iterator))
    print(type(iterator).__name__, type(twin).__name__, list(twin), list(iterator))
for iterator in (iter([]), iter(()), iter(""), iter("é"), iter(b""), iter(range(0)), reversed([]), reversed(()), iter({}), iter(set())):
    list(iterator)
    print(iterator.__reduce__())
iterator = iter([1, 2, 3])
print(next(iterator), iterator.__reduce__(), iterator.__length_hint__())
other = copy.copy(iterator)
print(list(other), next(iterator))
iterator.__setstate__(0)
print(list(iterator), iterator.__length_hint__())
iterator = reversed([1, 2, 3])
iterator.__setstate__(0)
print(list(iterator))
iterator = iter("aéb")
next(iterator), next(iterator)
print(iterator.__reduce__())
iterator.__setstate__(1)
print(list(iterator))
strict = zip("ab", "c", strict=True)
print(len(strict.__reduce__()), strict.__reduce__()[2], enumerate("a", 2**70).__reduce__()[1][1])
strict = pickle.loads(pickle.dumps(strict))
try:
    print(list(strict))
except ValueError as error:
    print(error)
