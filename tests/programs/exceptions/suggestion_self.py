"""A forgotten `self.` is recognised, and an unknown name that is a module."""


class Account:
    def __init__(self):
        self.balance = 10

    def show(self):
        print(balance)


try:
    Account().show()
except NameError as error:
    print(error, error.name)

try:
    print(math.pi)
except NameError as error:
    print(error)

Account().show()
