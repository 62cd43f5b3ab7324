"""Small integers exist once; names and short constants are interned."""

import sys


def same(a, b):
    return a is b


for n in (-6, -5, 0, 256, 257):
    print(n, same(int(str(n)), int(str(n))))
made = "".join(["in", "terned"])
literal = "interned"
print(same(made, literal), same(sys.intern(made), literal), made == literal)
print(same("a_b", "a" + "_b"), same(chr(65), "A"), same("ab"[0], "a"), same("é", chr(233)), same("€", chr(8364)))


def one():
    return 1000, "some text", (1, 2)


def two():
    return 1000, "some text", (1, 2)


print([same(a, b) for a, b in zip(one(), two())], [same(a, b) for a, b in zip(one(), one())])
print(same(bytes([65]), b"A"), same(b"", bytes()), same("", str()), same(b"AB", bytes([65, 66])))
print(same(1.5, 1.5), same(float("1.5"), float("1.5")), same(2**70, 2**70), same(10**2, 100), same(-1, ~0))
x = 257
y = 257
print(same(x, y), same(x, eval("257")))
