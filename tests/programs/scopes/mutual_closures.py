"""Cells are shared: what one inner function writes, the others read."""


def account(balance):
    history = []

    def deposit(n):
        nonlocal balance
        balance += n
        history.append(("+", n))
        return balance

    def withdraw(n):
        nonlocal balance
        if n > balance:
            raise ValueError(f"only {balance} left")
        balance -= n
        history.append(("-", n))
        return balance

    def report():
        return balance, tuple(history)

    return deposit, withdraw, report


d, w, r = account(10)
print(d(5), w(3), r())
try:
    w(100)
except ValueError as error:
    print(error)
print(d.__closure__[0] is w.__closure__[0], [c.cell_contents for c in r.__closure__], d.__code__.co_freevars)
d2, _, r2 = account(0)
d2(1)
print(r2(), r())


def rebind():
    def f():
        return g()

    def g():
        return 1

    first = f()

    def g():
        return 2

    return first, f()


print(rebind())
empty = (lambda: (lambda: missing) if False else None)
print(empty())
