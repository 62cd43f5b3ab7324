"""types: names of built-in types, simple namespaces, dynamic classes."""

import types

s = types.SimpleNamespace(a=1, b="x")
s.c = [1]
print(s, s.a, vars(s), s == types.SimpleNamespace(a=1, b="x", c=[1]))
print(isinstance(len, types.BuiltinFunctionType), isinstance(lambda: 0, types.FunctionType), isinstance((x for x in ""), types.GeneratorType), isinstance(types, types.ModuleType), type(None) is types.NoneType, isinstance([].append, types.BuiltinMethodType))
proxy = types.MappingProxyType({"k": 1})
print(proxy, proxy["k"], len(proxy))
try:
    proxy["k"] = 2
except TypeError as error:
    print(error)


def f(a, b=2):
    return a + b


g = types.FunctionType(f.__code__, {}, "g", (10,))
print(g(1), g.__name__, types.MethodType(f, 5)(6), f.__code__.replace(co_name="renamed").co_name)
K = types.new_class("K", (), {}, lambda body: body.update(x=7))
print(K.x, K.__name__, types.resolve_bases((list[int],)), types.CodeType.__name__, types.CellType("v").cell_contents)


class Virtual:
    @types.DynamicClassAttribute
    def value(self):
        return "instance"


print(Virtual().value, types.GenericAlias(list, (int,)), isinstance(int | str, types.UnionType), type(int | str).__name__)


@types.coroutine
def coroutine():
    got = yield 1
    return got


print(coroutine().send(None))
