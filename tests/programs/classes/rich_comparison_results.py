"""Comparison methods may return anything; == falls back to identity, < does not."""


class Field:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return f"{self.name} = {other}"

    def __lt__(self, other):
        return f"{self.name} < {other}"

    __hash__ = None


age = Field("age")
print(age == 5, age < 10, 10 > age)
print(bool(age == 5), age in [1], [age] == [1])


class Plain:
    pass


p = Plain()
print(p == p, p == Plain(), p != p)
try:
    p < p
except TypeError as error:
    print(error)
print((1, "a") < (1, "b"), [1, 2] < [1, 2, 0], "Z" < "a", {1} < {1, 2}, (1, 2) == [1, 2])
for left, right in ((1, "a"), ([], ()), (None, None), ({}, {}), (1j, 2j)):
    try:
        left < right
    except TypeError as error:
        print(error)
