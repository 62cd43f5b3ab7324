"""A variable named like a built-in hides it."""

list = [1, 2, 3]
try:
    print(list("abc"))
except TypeError as error:
    print(error)
del list
print(list("abc"))


def total(sum):
    try:
        return sum(sum)
    except TypeError as error:
        return str(error)


print(total([1, 2]))
str = "text"
try:
    str(5)
except TypeError as error:
    print(error)
import builtins

print(builtins.str(5), str)
