"""A pipeline of iterators with a fluent interface; nothing is computed before it is asked for."""

import itertools
import operator
from collections import deque


class Flow:
    """Wraps an iterable; each method gives a new Flow, until one of the ends is called."""

    def __init__(self, source):
        self._source = source

    def __iter__(self):
        return iter(self._source)

    @classmethod
    def of(cls, *items):
        return cls(items)

    @classmethod
    def iterate(cls, function, start):
        def endless():
            value = start
            while True:
                yield value
                value = function(value)

        return cls(endless())

    def map(self, function):
        return Flow(map(function, self))

    def filter(self, test):
        return Flow(filter(test, self))

    def __or__(self, step):
        """`flow | function` maps, `flow | slice` cuts."""
        if isinstance(step, slice):
            return Flow(itertools.islice(self, step.start, step.stop, step.step))
        return self.map(step)

    def __getitem__(self, key):
        return self | key if isinstance(key, slice) else next(itertools.islice(self, key, None))

    def __add__(self, other):
        return Flow(itertools.chain(self, other))

    def __matmul__(self, other):
        return Flow(zip(self, other))

    def flatten(self):
        return Flow(itertools.chain.from_iterable(self))

    def peek(self, action):
        def peeking():
            for item in self:
                action(item)
                yield item

        return Flow(peeking())

    def window(self, size):
        def windows():
            recent = deque(maxlen=size)
            for item in self:
                recent.append(item)
                if len(recent) == size:
                    yield tuple(recent)

        return Flow(windows())

    def chunks(self, size):
        return Flow(itertools.batched(self, size))

    def unique(self, key=None):
        def fresh():
            seen = set()
            for item in self:
                mark = key(item) if key else item
                if mark not in seen:
                    seen.add(mark)
                    yield item

        return Flow(fresh())

    def while_(self, test):
        return Flow(itertools.takewhile(test, self))

    def split(self):
        return tuple(map(Flow, itertools.tee(self)))

    def scan(self, function, start):
        return Flow(itertools.accumulate(self, function, initial=start))

    def interleave(self, *others):
        def turns():
            waiting = deque(iter(flow) for flow in (self, *others))
            while waiting:
                current = waiting.popleft()
                try:
                    yield next(current)
                except StopIteration:
                    continue
                waiting.append(current)

        return Flow(turns())

    # The ends.

    def list(self):
        return [*self]

    def sum(self):
        return sum(self)

    def join(self, separator=" "):
        return separator.join(map(str, self))

    def group(self, key):
        groups = {}
        for item in self:
            groups.setdefault(key(item), []).append(item)
        return groups

    def reduce(self, function, *start):
        from functools import reduce

        return reduce(function, self, *start)

    def first(self, default=None):
        return next(iter(self), default)


numbers = Flow(range(1, 11))
print(numbers.filter(lambda n: n % 2).map(lambda n: n * n).list())
print((numbers | str | len).list(), numbers[2:5].list(), numbers[3], (numbers @ "abc").list())
print(Flow.iterate(lambda n: n * 2, 1).while_(lambda n: n < 300).join(), Flow.iterate(lambda n: n // 2 if n % 2 == 0 else 3 * n + 1, 7).while_(lambda n: n != 1).join("-"))
seen = []
lazy = numbers.peek(seen.append).map(lambda n: n + 100)
print(seen)
print(lazy.first(), seen)
print(numbers.window(3).map(sum).list(), numbers.chunks(4).list(), Flow.of([1, 2], (3,), "ab").flatten().list())
print(Flow("mississippi").unique().join(""), Flow(["a", "B", "b", "A"]).unique(str.lower).list())
evens, odds = Flow(range(6)).split()
print(evens.filter(lambda n: n % 2 == 0).list(), odds.filter(lambda n: n % 2).list())
print(numbers.scan(operator.add, 0).list(), Flow("abc").interleave("12345", "xy").join(""), (Flow("ab") + "cd").join("."))
print(Flow("the quick brown fox jumps".split()).group(len), numbers.reduce(operator.mul), Flow(()).reduce(max, "none"), Flow(()).first("empty"))


def primes():
    sieve = Flow(itertools.count(2))
    while True:
        prime = sieve.first()
        yield prime
        sieve = sieve.filter(lambda n, prime=prime: n % prime)


print(Flow(primes())[:15].list())
words = Flow(["10", "x", "7", "", "3.5", "8"])


def attempt(text):
    try:
        yield int(text)
    except ValueError as error:
        print("skipped:", error)


print(words.map(attempt).flatten().sum())
once = Flow(iter([1, 2, 3]))
print(once.sum(), once.sum())
for action in (lambda: numbers[99], lambda: Flow(5).list(), lambda: Flow([1, "a"]).sum(), lambda: Flow(()).reduce(max)):
    try:
        action()
    except (StopIteration, TypeError) as error:
        print(type(error).__name__, error)
