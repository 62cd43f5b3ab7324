"""sorted is stable, takes a key, and fails on what cannot be compared."""

words = ["banana", "Apple", "cherry", "apple", "Banana", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len))
print(sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (-len(w), w)))
records = [("ann", 3), ("bob", 1), ("cid", 3), ("dee", 2), ("eve", 1)]
records.sort(key=lambda r: r[1])
print(records)
records.sort(key=lambda r: r[1], reverse=True)
print(records)
print(sorted("hello"), sorted({"b": 1, "a": 2}), sorted([True, 0, 2.5, -1]), sorted([[2], [1, 5], [1]]))
for items in ([1, "a"], [None, 1], [1j, 2j], [{}, {}]):
    try:
        sorted(items)
    except TypeError as error:
        print(error)


class Noisy:
    compared = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Noisy.compared += 1
        return self.n < other.n


print([x.n for x in sorted(map(Noisy, [3, 1, 2]))], Noisy.compared)
growing = [3, 1, 2]
try:
    growing.sort(key=lambda x: growing.append(x) or x)
except ValueError as error:
    print(error, growing)
n = float("nan")
print(sorted([3, 1, 2], key=lambda x: -x), sorted(range(20), key=lambda x: x % 3))
