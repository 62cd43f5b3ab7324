"""A list iterator holds a position, so changing the list under it moves what it sees."""

items = [1, 2, 3, 4, 5, 6]
for item in items:
    if item % 2 == 0:
        items.remove(item)
print(items)

grow = [3]
for n in grow:
    if n:
        grow.append(n - 1)
print(grow)

try:
    table = {"a": 1}
    for key in table:
        table[key + "b"] = 2
except RuntimeError as error:
    print("RuntimeError:", error)

try:
    group = {1}
    for member in group:
        group.add(member + 1)
except RuntimeError as error:
    print("RuntimeError:", error)
