# Fifty lines with a bit of everything, to weigh a page.
from functools import reduce


class Account:
    """Money of one owner."""

    interest = 0.02

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.balance += amount
        return self

    def __repr__(self):
        return f"<{self.owner}: {self.balance:.2f}>"


def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


def numbers(limit):
    for number in range(limit):
        if number % 2:
            yield number * number


accounts = [Account(name) for name in ("Ada", "Grace")]
tick = counter()
for account, amount in zip(accounts, (100, -5)):
    try:
        account.deposit(amount)
    except ValueError as error:
        print("refused:", error)
    finally:
        tick()
print(accounts, tick(), reduce(lambda a, b: a + b, numbers(6)))
