"""functools: partial, reduce, cached functions, ordering."""

from functools import cache, cmp_to_key, lru_cache, partial, partialmethod, reduce, total_ordering, wraps

print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3, 9, 2]), reduce(lambda a, b: a + b, [], "start"))
double = partial(pow, exp=2)
print(double(5), partial(print, 1, sep="-").args, partial(int, base=2)("110"), double.func is pow, double.keywords)


@lru_cache(maxsize=2)
def slow(n):
    print("computing", n, end="; ")
    return n * n


print(slow(1), slow(2), slow(1), slow(3), slow(2), slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow.__wrapped__(7))


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(100), fib.cache_info().misses)


@total_ordering
class Size:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    set_to = partialmethod(lambda self, n, extra: (n, extra), 5)


print(Size(1) <= Size(2), Size(3) >= Size(2), Size(1) > Size(1), max(Size(4), Size(9)).n, Size(0).set_to("x"))
print(sorted(["bb", "a", "ccc"], key=cmp_to_key(lambda a, b: len(b) - len(a))))
for call in (lambda: reduce(max, []), lambda: partial(), lambda: slow([]), lambda: partial(5)):
    try:
        call()
    except TypeError as error:
        print(error)
