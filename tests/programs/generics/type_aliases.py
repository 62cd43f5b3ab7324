"""The type statement makes a lazy alias."""

type Number = int | float
type Tree[T] = T | list[Tree[T]]
type Broken = undefined_name

print(Number, Number.__value__, type(Number).__name__, Number.__name__)
print(Tree, Tree.__type_params__, Tree[int], Tree.__value__)
try:
    Broken.__value__
except NameError as error:
    print(error)
undefined_name = str
print(Broken.__value__)
print(isinstance(5, Number.__value__))
try:
    isinstance(5, Number)
except TypeError as error:
    print(error)


class Holder:
    type Inner = Outer
    Outer = bytes


print(Holder.Inner.__value__, Number | None)
