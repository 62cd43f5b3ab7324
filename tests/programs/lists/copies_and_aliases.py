"""Two names for one list, shallow copies and deep ones."""

import copy

a = [1, [2, 3]]
alias, shallow, deep = a, a[:], copy.deepcopy(a)
a[0] = "changed"
a[1].append(4)
print(alias, shallow, deep)
print(alias is a, shallow is a, shallow[1] is a[1], deep[1] is a[1], list(a) == a)


def append_to(items):
    items.append("added")
    items = ["rebound"]
    return items


print(append_to(a), a)
rows = [[]] * 3
rows[0].append(1)
fresh = [[] for _ in range(3)]
fresh[0].append(1)
print(rows, fresh, rows[0] is rows[2])
a, b = [1], [1]
print(a == b, a is b, (a, a) == (a, b))
