"""Type parameters in square brackets: functions and classes (PEP 695)."""


def first[T](items: list[T]) -> T:
    return items[0]


class Box[T]:
    def __init__(self, value: T):
        self.value = value

    def map[U](self, function) -> "Box[U]":
        return Box(function(self.value))


class Pair[K: (int, str), V = None](Box[V]):
    pass


print(first([1, 2]), first.__type_params__, Box.__type_params__, Box(3).map(str).value)
print(Box[int], Box[int](5).value, Box[int].__origin__ is Box, Box[int].__args__)
T, = first.__type_params__
print(T, type(T).__name__, T.__name__, T.__bound__, T.__covariant__, T.__infer_variance__)
K, V = Pair.__type_params__
print(K.__constraints__, V.__default__, V.has_default(), K.has_default())
print([base.__name__ for base in Pair.__mro__], Pair.__orig_bases__)
try:
    Box[int, str]
except TypeError as error:
    print(error)
try:
    print(T.nothing)
except AttributeError as error:
    print(error)
