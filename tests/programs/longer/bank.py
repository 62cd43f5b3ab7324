"""A bank: accounts, transfers that succeed or leave everything as it was, a statement at the end."""

from contextlib import contextmanager
from decimal import Decimal


class BankError(Exception):
    """Something the bank refuses."""


class InsufficientFunds(BankError):
    def __init__(self, account, wanted):
        super().__init__(f"{account.owner} has {account.balance}, not {wanted}")
        self.account = account
        self.wanted = wanted


class UnknownAccount(BankError):
    pass


class Account:
    fee = Decimal("0.00")
    kind = "account"

    def __init__(self, owner, balance=Decimal(0)):
        self.owner = owner
        self._balance = balance
        self.history = []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposits must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        total = amount + self.fee
        if total > self.available():
            raise InsufficientFunds(self, total)
        self._balance -= total
        self.history.append(("withdraw", amount))
        if self.fee:
            self.history.append(("fee", self.fee))

    def available(self):
        return self._balance

    def month_end(self):
        """What happens at the end of a month; nothing, as a rule."""

    def snapshot(self):
        return self._balance, len(self.history)

    def restore(self, snapshot):
        self._balance, length = snapshot
        del self.history[length:]

    def __repr__(self):
        return f"<{self.kind} {self.owner}: {self.balance:.2f}>"

    def __lt__(self, other):
        return self.balance < other.balance


class Checking(Account):
    kind = "checking"
    fee = Decimal("0.50")

    def __init__(self, owner, balance=Decimal(0), overdraft=Decimal(100)):
        super().__init__(owner, balance)
        self.overdraft = overdraft

    def available(self):
        return self._balance + self.overdraft

    def month_end(self):
        if self._balance < 0:
            interest = (-self._balance * Decimal("0.10") / 12).quantize(Decimal("0.01"))
            self._balance -= interest
            self.history.append(("overdraft interest", interest))


class Savings(Account):
    kind = "savings"
    rate = Decimal("0.02")

    def month_end(self):
        interest = (self._balance * self.rate / 12).quantize(Decimal("0.01"))
        if interest:
            self._balance += interest
            self.history.append(("interest", interest))


class Bank:
    def __init__(self):
        self.accounts = {}
        self.log = []

    def open(self, account):
        self.accounts[account.owner] = account
        return account

    def __getitem__(self, owner):
        try:
            return self.accounts[owner]
        except KeyError:
            raise UnknownAccount(owner) from None

    def __iter__(self):
        return iter(self.accounts.values())

    @contextmanager
    def transaction(self, name):
        before = {account: account.snapshot() for account in self}
        try:
            yield
        except Exception as error:
            for account, snapshot in before.items():
                account.restore(snapshot)
            self.log.append(f"{name}: rolled back ({type(error).__name__}: {error})")
            raise
        else:
            self.log.append(f"{name}: done")

    def transfer(self, source, target, amount):
        amount = Decimal(amount)
        with self.transaction(f"{source} -> {target} {amount}"):
            self[source].withdraw(amount)
            self[target].deposit(amount)

    def month_end(self):
        for account in self:
            account.month_end()

    def total(self):
        return sum(account.balance for account in self)


bank = Bank()
bank.open(Checking("Ada", Decimal(200)))
bank.open(Savings("Bob", Decimal(1000)))
bank.open(Account("Cid"))

for source, target, amount in (
    ("Ada", "Bob", "150"),
    ("Ada", "Cid", "100"),
    ("Ada", "Cid", "100"),
    ("Bob", "Dora", "10"),
    ("Cid", "Bob", "-5"),
    ("Cid", "Ada", "99.99"),
):
    try:
        bank.transfer(source, target, amount)
    except BankError as error:
        print("refused:", type(error).__name__, error)
    except ValueError as error:
        print("nonsense:", error)

for _ in range(3):
    bank.month_end()
print(*bank.log, sep="\n")
for account in sorted(bank, reverse=True):
    print(account)
    for what, amount in account.history:
        print(f"    {what:20}{amount:>10.2f}")
print("total", bank.total())
