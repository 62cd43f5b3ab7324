"""An object with __call__ can be used as a function."""


class Multiplier:
    def __init__(self, factor):
        self.factor = factor
        self.calls = 0

    def __call__(self, value, *, plus=0):
        self.calls += 1
        return value * self.factor + plus


triple = Multiplier(3)
print(triple(5), triple(5, plus=1), list(map(triple, [1, 2])), triple.calls)
print(callable(triple), callable(Multiplier), callable(5))
triple.__call__ = lambda value: "ignored: looked up on the class"
print(triple(1))


class Memo:
    def __init__(self, function):
        self.function, self.known = function, {}

    def __call__(self, *args):
        if args not in self.known:
            self.known[args] = self.function(*args)
        return self.known[args]


@Memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.known))
