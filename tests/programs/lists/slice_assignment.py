"""Slices can grow, shrink and be deleted."""

a = list(range(10))
a[2:5] = ["x"]
print(a)
a[1:1] = [100, 200]
print(a)
a[-3:] = []
print(a)
a[::2] = [0] * len(a[::2])
print(a)
del a[1::3]
print(a)
a[:] = a[::-1]
print(a)
a[5:2] = ["between"]
print(a)
a[10**30 :] = ["far"]
a[: -(10**30)] = ["before"]
print(a, a[-1000:1000], a[None:None:None])
a *= 2
print(a, len(a))
a[1:3] = a
print(len(a))
for statement in ("a[::2] = []", "a[1:2] = 5", "a[0:3:0]", "del a[::0]", "a[:'x']", "a[1:2] = None"):
    try:
        exec(statement)
    except (ValueError, TypeError) as error:
        print(statement, "->", error)
