"""Methods are made anew at every access; functions, modules and classes are not."""


class C:
    def m(self): ...

    @staticmethod
    def s(): ...

    @classmethod
    def c(cls): ...

    @property
    def p(self):
        return []


c = C()
print(c.m is c.m, c.m == c.m, C.m is C.m, c.s is c.s, c.c is c.c, c.p is c.p)
import math
import math as again

print(math is again, math.sin is again.sin, type(c) is C, c.__class__ is C, c.__dict__ is c.__dict__, C.__dict__ is C.__dict__)
first, second = c.m, c.m
print(first is second, first.__func__ is second.__func__, id(first) == id(second), [].append == [].append, len is len)
held = object()
ids = {id(object()) for _ in range(1)}
print(isinstance(ids.pop(), int), id(held) == id(held))
