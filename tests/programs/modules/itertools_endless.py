"""itertools: endless iterators, cut off."""

from itertools import count, cycle, islice, repeat, takewhile, dropwhile, accumulate, chain
import operator

print(list(islice(count(5), 3)), list(islice(count(1, 0.5), 3)), list(islice(count(10, -3), 4)), count(3), repeat("x", 2))
print(list(islice(cycle("ab"), 5)), list(repeat(7, 3)), list(islice(repeat(None), 2)), list(zip(count(), "ab")))
print(list(takewhile(lambda n: n < 3, count())), list(dropwhile(lambda n: n < 3, [1, 5, 2])), list(islice("abcdefg", 1, 6, 2)), list(islice("abc", None)))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], initial=10)), list(accumulate([2, 3, 4], operator.mul)), list(accumulate([])))
print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "c"])), list(map(pow, count(1), [2, 2, 2])))
for call in (lambda: islice([], -1), lambda: islice([], 1, 2, 0), lambda: repeat(), lambda: count("a"), lambda: next(cycle([])), lambda: repeat(1, "a"), lambda: chain(5).__next__()):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
