"""Generators that feed each other, `yield from`, `send`, generator expressions."""


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def odd(source):
    for n in source:
        if n & 1:
            yield n


def squares(source):
    for n in source:
        yield n * n


def walk(tree):
    if tree is None:
        return
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)


def grow(low, high):
    if low > high:
        return None
    middle = (low + high) // 2
    return grow(low, middle - 1), middle, grow(middle + 1, high)


def average():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, (a + b) % 1_000_003


def take(count, source):
    for _, item in zip(range(count), source):
        yield item


def main():
    print(sum(squares(odd(numbers(400_000)))))
    print(sum(walk(grow(1, 32_000))))
    mean = average()
    next(mean)
    for value in range(60_000):
        last = mean.send(value)
    print(last)
    print(sum(take(80_000, fibonacci())))
    print(sum(x * y for x in range(400) for y in range(400) if x != y))
