"""in asks a container, an iterator, or whatever __contains__ says."""

print(2 in [1, 2], "b" not in "abc", "bc" in "abc", "" in "", 3 in range(0, 10, 3), 4 in range(0, 10, 3))
print("key" in {"key": 1}, 1 in {"key": 1}.values(), ("key", 1) in {"key": 1}.items())
print(float("nan") in [float("nan")], (nan := float("nan")) in [nan])


class Evens:
    def __contains__(self, n):
        return n % 2 == 0


class Steps:
    def __iter__(self):
        for n in range(5):
            print(f"step {n}", end=" ")
            yield n


class Old:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return index * 10


print(4 in Evens(), 5 in Evens())
print(2 in Steps())
print(20 in Old(), 25 in Old(), list(Old()))
for action in ("1 in 5", "1 in 'abc'", "'a' in b'abc'", "[] in {}"):
    try:
        eval(action)
    except TypeError as error:
        print(action, "->", error)
