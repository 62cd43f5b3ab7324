"""exec with two namespaces behaves like a class body."""

code = """
x = 1
def f():
    return x
y = x + 1
"""
one = {}
exec(code, one)
print(one["f"](), one["y"])
globals_, locals_ = {}, {}
exec(code, globals_, locals_)
print(sorted(locals_), "x" in globals_)
try:
    locals_["f"]()
except NameError as error:
    print(error)


def function():
    a = 1
    exec("a = 2")
    exec("b = 3")
    try:
        return a, b
    except NameError as error:
        return a, str(error)


print(function())


class Watch(dict):
    def __missing__(self, key):
        print("asked for", key)
        if key == "magic":
            return 42
        raise KeyError(key)


print(eval("magic + 1", {}, Watch()))
print(eval("[n for n in data]", {"data": [1, 2]}), eval("len('abc')", {}))
