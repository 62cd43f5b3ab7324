"""Keywords may be called what parameters that cannot be named are called."""

print(dict(type=1, self=2, iterable=3), dict([(1, 2)], type=3))
d={}
d.update(self=1,type=2,other=3); print(d)
class D(dict): pass
print(D(type=1,self=2))
import collections
print(collections.Counter(type=2,self=3), collections.OrderedDict(type=1,self=2), collections.UserDict(self=1,dict=2))
import functools, types
print(functools.partial(dict, func=1, self=3, type=4)())
print(types.SimpleNamespace(self=1,type=2))
print("{self} {type}".format(self=1,type=2))
print(collections.defaultdict(int, self=1, default_factory=3))
class E(Exception):
    def __init__(self, **kw): self.kw = kw
print(E(type=1, args=2).kw)
class O:
    def __init__(this, **kw): this.kw = kw
print(O(type=1, self=2, cls=3).kw)
class M(type):
    def __new__(mcs, name, bases, ns, **kw): print(kw); return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): pass
class X(metaclass=M, type=1, self=2): pass
class L(list):
    def __init__(s, **kw): print(kw)
L(type=1, self=2)
class I(int):
    def __new__(c, **kw): print(kw); return int.__new__(c)
print(I(type=1, self=2))
import threading
class TL(threading.local):
    def __init__(this, **kw): print(kw)
TL(type=1, self=2)
import operator
print(operator.methodcaller("update", self=1, type=2)({}), operator.call(dict, self=1, obj=2))
for bad in (lambda: int(type=1), lambda: [].append(self=1), lambda: list(self=1), lambda: object(type=1), lambda: str(type=1), lambda: "".join(self=2), lambda: bool(type=1)):
    try: print(bad())
    except TypeError as e: print(e)
