"""Square brackets on a class call __class_getitem__, or __getitem__ of the metaclass."""


class Matrix:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class Meta(type):
    def __getitem__(cls, item):
        return f"meta {item}"


class Indexed(metaclass=Meta):
    pass


print(Matrix[int], Matrix[2, 3], Indexed["key"])
print(list[int], dict[str, int], list[int].__origin__, list[int].__args__, tuple[int, ...])
try:
    int[3]
except TypeError as error:
    print(error)
try:
    Matrix()[0]
except TypeError as error:
    print(error)
