"""__del__ runs as soon as the last reference is gone."""


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


a = Noisy("a")
b = a
del a
print("still one reference")
b = None
print("rebound")
items = [Noisy("x"), Noisy("y")]
items[0] = "replaced"
items.clear()
print("cleared")
Noisy("temporary")


def function():
    local = Noisy("local")
    print("function ends")


function()
d = {"k": Noisy("value")}
d["k"] = Noisy("new value")
del d["k"]
print("before the end")
keep = Noisy("at exit")
