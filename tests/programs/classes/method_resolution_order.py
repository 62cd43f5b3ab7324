"""The order in which classes are searched, and a hierarchy that has none."""


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [k.__name__ for k in D.__mro__])
print(D.mro() == list(D.__mro__), issubclass(D, A), isinstance(D(), C))
try:
    class Impossible(A, D):
        pass
except TypeError as error:
    print(error)
try:
    class Twice(A, A):
        pass
except TypeError as error:
    print(error)
try:
    class FromBool(bool):
        pass
except TypeError as error:
    print(error)
