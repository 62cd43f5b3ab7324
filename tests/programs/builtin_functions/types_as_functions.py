"""Calling a type converts, or makes an empty value."""

print(int(), float(), complex(), str(), bool(), list(), tuple(), dict(), set(), frozenset(), bytes(), bytearray())
print(int("  42\n"), int("-0x1f", 16), int("0b101", 0), int("1_000"), int(3.99), int(-3.99), int("z", 36), int(b"12"), int(True))
print(float("1e3"), float(" -inf "), float("nan"), float("1_0.5"), float(5), float("infinity"))
print(complex("1+2j"), complex(1, 2), complex(" -j "), complex(1j, 1j), complex("3"))
print(str(1.0), str(b"x"), str(b"caf\xc3\xa9", "utf-8"), str([1]), str(object=5))
print(list("ab"), tuple([1]), dict([("a", 1)], b=2), dict({"x": 1}), dict(zip("ab", (1, 2))), set("aab") == {"a", "b"})
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytearray(b"x"), bytes(range(3)))
for text in ("int('')", "int('1.5')", "int('1__0')", "int(None)", "int('9', 8)", "int(5, 2)", "int(float('inf'))", "int(float('nan'))", "float('')", "float('1..2')", "complex('1 + 2j')", "complex('a')", "bytes([256])", "bytes(-1)", "bytes('a')", "bytes(1.5)", "dict([(1, 2, 3)])", "dict([1])", "list(5)", "str(b'x', 5)", "int(base=5)", "complex('1', 2)"):
    try:
        print(text, "=", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
