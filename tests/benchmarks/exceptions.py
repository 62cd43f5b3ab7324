"""Exceptions raised and caught, near and far, with `finally`, with `with`, and loops that end by one."""


class Refused(Exception):
    def __init__(self, amount):
        super().__init__(f"refused: {amount}")
        self.amount = amount


class Guard:
    def __init__(self):
        self.entered = self.failed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            self.failed += 1
        return kind is Refused


def check(amount):
    if amount % 3 == 0:
        raise Refused(amount)
    return amount


def deep(level, amount):
    if level == 0:
        return check(amount)
    return deep(level - 1, amount)


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


def main():
    caught = passed = 0
    for amount in range(40_000):
        try:
            passed += check(amount)
        except Refused as refused:
            caught += refused.amount
    print(caught, passed)

    caught = finished = 0
    for amount in range(12_000):
        try:
            try:
                deep(8, amount)
            finally:
                finished += 1
        except (KeyError, Refused):
            caught += 1
    print(caught, finished)

    print(sum(parse(text) for text in ["12", "x", "345", "", "7.5"] * 6000))

    table, missing = {n: n for n in range(0, 100, 2)}, 0
    for n in range(60_000):
        try:
            table[n % 100]
        except KeyError:
            missing += 1
    print(missing)

    guard = Guard()
    for amount in range(30_000):
        with guard:
            check(amount)
    print(guard.entered, guard.failed)

    print(sum(n for _ in range(60) for n in Countdown(300)))
