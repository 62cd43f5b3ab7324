"""operator: operators as functions, and getters."""

import operator as op

print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.inv(5), op.abs(-4), op.matmul.__name__)
print(op.lt(1, 2), op.ge(1, 2), op.eq("a", "a"), op.ne(1, 1.0), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4))
print(op.contains([1, 2], 2), op.getitem({"a": 1}, "a"), op.indexOf([5, 6], 6), op.countOf("banana", "a"), op.concat([1], [2]), op.index(True), op.length_hint([1]))
items = [3, 4]
op.setitem(items, 0, 9)
op.delitem(items, 1)
print(items, op.iadd(items, [5]), items, op.iadd(1, 2))
pairs = [("b", 2, 1.5), ("a", 3, 0.5)]
print(sorted(pairs, key=op.itemgetter(0)), op.itemgetter(0, 2)(pairs[0]), op.itemgetter(slice(1))("abc"), list(map(op.itemgetter(1), pairs)))
print(op.attrgetter("real")(5), op.attrgetter("real", "__class__.__name__")(2.5), op.methodcaller("upper")("abc"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"), op.call(max, 1, 2))
for call in (lambda: op.add(1, "a"), lambda: op.itemgetter(5)([1]), lambda: op.attrgetter("nope")(1), lambda: op.indexOf([1], 2), lambda: op.index(1.5), lambda: op.methodcaller()):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
