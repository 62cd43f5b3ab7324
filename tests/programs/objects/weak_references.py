"""A weak reference does not keep its object alive."""

import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name})"


t = Thing("a")
ref = weakref.ref(t, lambda r: print("callback, dead:", r() is None))
print(ref(), ref() is t, weakref.getweakrefcount(t), weakref.ref(t) is weakref.ref(t))
proxy = weakref.proxy(t)
print(proxy.name)
del t
print(ref())
try:
    proxy.name
except ReferenceError as error:
    print(error)

values, keys, group = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
x, y = Thing("x"), Thing("y")
values["x"], values["y"] = x, y
keys[x] = 1
group.add(y)
print(len(values), len(keys), len(group), values["x"])
del x, y
print(len(values), len(keys), len(group), values.get("x"))
for unfit in (5, "text", (), None):
    try:
        weakref.ref(unfit)
    except TypeError as error:
        print(error)
z = Thing("z")
weakref.finalize(z, print, "finalized", "z")
method = weakref.WeakMethod(z.__repr__)
print(method()())
del z
print(method())
