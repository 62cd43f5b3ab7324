"""abs, divmod, pow, round, sum, min, max, bin, oct, hex."""

print(abs(-5), abs(-2.5), abs(3 + 4j), abs(True))
print(divmod(17, 5), divmod(-17, 5), divmod(7.5, 2), divmod(-1, 3))
print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(2.0, 0.5), pow(-8, 1 / 3), pow(exp=2, base=5))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1.5, 0), round(1250, -2), round(True))
print(sum([1, 2, 3]), sum([0.1] * 10), sum([[1], [2]], []), sum((), 5), sum([1, 2], start=10), sum([True, 2.5]))
print(min(3, 1, 2), max("hello"), min([], default="none"), max([1, -5, 3], key=abs), min("b", "a", key=ord))
print(max([(1, "x"), (1, "y")], key=lambda p: p[0]), min({"b": 1, "a": 2}))
print(bin(10), oct(64), hex(255), bin(-5), hex(-(2**65)))
for text in ("pow(2, -1, 4)", "round(1.5, 'a')", "sum('ab', '')", "sum([b'a'], b'')", "min(1, 'a')", "max(1, 2, default=3)", "abs(None)", "bin(1.0)", "round(float('nan'))", "round(float('inf'))", "pow(1, 2, 0)", "pow(2.0, 1, 3)"):
    try:
        print(text, "=", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
