"""Functions that take functions and give functions."""


def memoize(function):
    known = {}

    def wrapper(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]

    wrapper.known = known
    return wrapper


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value

    return composed


def curry(function, count, *given):
    if len(given) == count:
        return function(*given)
    return lambda *more: curry(function, count, *given, *more)


@memoize
def paths(x, y):
    return 1 if 0 in (x, y) else paths(x - 1, y) + paths(x, y - 1)


print(paths(12, 12), len(paths.known))
print(compose(str, abs, int)("-42") + "!", compose()("same"))
print(curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3), curry(max, 2)(5, 9))
twice = lambda f: lambda x: f(f(x))
print(twice(twice)(lambda n: n + 3)(0), list(map(twice(str.upper), "ab")))
