"""Assignment writes to names, items, attributes and whole patterns of them."""


class Box:
    pass


a = b = [1, 2, 3]
b[0] = "first"
print(a, a is b)

first, second = 10, 20
first, second = second, first
print(first, second)

head, *middle, tail = range(6)
print(head, middle, tail)

[x, (y, z)] = 1, (2, 3)
print(x, y, z)

box = Box()
box.value, a[1] = "attribute", "item"
print(box.value, a)

a[1:] = ["many", "new", "items"]
print(a)

i = 0
i, a[i] = 2, "target index is read after i is set"
print(i, a)
