"""Stars in calls: any number of them, mixed with plain arguments."""


def show(*args, **kwargs):
    return args, kwargs


print(show(*[1, 2], 3, *(4,), x=1, **{"y": 2}, z=3, **{}))
print(show(*"ab", *range(2), *{"k": 1}, *iter([9])))
print(show(**dict(a=1), **{"b c": 2, "": 3}))


class Mapping:
    def keys(self):
        return ["one", "two"]

    def __getitem__(self, key):
        return key.upper()


print(show(**Mapping()), {**Mapping()})
for call in ("show(**{1: 2})", "show(*5)", "show(**5)", "show(x=1, **{'x': 2})", "show(**{'x': 1}, **{'x': 2})", "show(*None)", "max(*[])", "len(*[1], *[2])", "int(**{'base': 3})", "print(**{'bad': 1})", "show(**[('a', 1)])", "sorted(*[[2, 1]], **{'reverse': 1, 'odd': 2})"):
    try:
        print(call, "=", eval(call))
    except (TypeError, KeyError) as error:
        print(call, "->", type(error).__name__, error)


def forward(*args, **kwargs):
    return show(*args, **kwargs)


print(forward(1, *[2], k=3), (lambda *a, b=2, **c: (a, b, c))(1, b=5, d=6))
