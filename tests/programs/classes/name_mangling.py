"""Two leading underscores tie a name to the class whose body names it."""


class Account:
    __fee = 2

    def __init__(self):
        self.__balance = 10

    def total(self):
        return self.__balance - self.__fee

    def __secret(self):
        return "Account secret"

    def reveal(self):
        return self.__secret()


class Savings(Account):
    __fee = 0

    def __secret(self):
        return "Savings secret"


s = Savings()
print(s.total(), s.reveal(), sorted(vars(s)), s._Account__fee, s._Savings__fee)
print([name for name in dir(s) if "secret" in name])
try:
    s.__balance
except AttributeError as error:
    print(error)


class __Hidden:
    def set(self):
        self.__x = 1
        return vars(self)


print(globals()["__Hidden"]().set())
