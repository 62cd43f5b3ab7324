"""Comprehensions have no frame of their own; lambdas and generators do."""

half = lambda n: 1 / n


def run():
    ok = [half(n) for n in (1, 2)]
    print(ok)
    return sum(half(n) for n in (1, 0))


run()
