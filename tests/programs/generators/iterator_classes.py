"""The iterator protocol by hand: __iter__, __next__ and StopIteration."""


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1

    def __length_hint__(self):
        return self.n


c = Countdown(3)
print(list(c), list(c), max(c), 2 in c)
i = iter(c)
print(next(i), list(i), list(i), iter(i) is i)
from operator import length_hint

print(length_hint(iter(c)), length_hint([1, 2]), length_hint(5 for _ in ()))


class Broken:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return self


for bad in (Broken(), NoNext()):
    try:
        list(bad)
    except TypeError as error:
        print(error)
numbers = iter([5, 3, 0, 7])
print(list(iter(lambda: next(numbers), 0)), list(numbers))
