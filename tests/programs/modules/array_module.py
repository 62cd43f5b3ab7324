"""array: a list of numbers of one kind."""

from array import array

a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
a.insert(0, -1)
print(a, a[0], a[1:3], len(a), a.typecode, a.itemsize, a.pop(), a.index(3), a.count(2), 4 in a, a.tolist(), a.tobytes()[:4], sum(a), a + array("i", [9]), array("d", [1.5]) * 2)
a.reverse()
a.remove(5)
a[0] = 100
a[1:2] = array("i", [7, 7])
del a[-1]
print(a, array("b", b"\x01\xff"), array("w", "hé"), array("d"), array("i", a) == a, array("i", [1]) < array("i", [2]), list(reversed(a)), array("B", bytes(3)), array("f", [0.1])[0])
b = array("h")
b.frombytes(b"\x01\x00\x02\x00")
b.byteswap()
print(b, b.buffer_info()[1], memoryview(b).format, bytes(array("B", [65])))
for call in (lambda: a.append("x"), lambda: array("b", [200]), lambda: array("z"), lambda: array("i", [1.5]), lambda: a[99], lambda: a + [1], lambda: array("i").pop(), lambda: a.remove(12345), lambda: array("B", [-1]), lambda: a.__setitem__(slice(0, 1), [1]), lambda: array("i", "abc")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
