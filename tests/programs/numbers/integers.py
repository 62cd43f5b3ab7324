"""Methods and attributes of int."""

n = 1000
print(n.bit_length(), n.bit_count(), n.to_bytes(2, "big"), n.to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes())
print(int.from_bytes(b"\x03\xe8", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"))
print(n.numerator, n.denominator, n.real, n.imag, n.conjugate(), n.as_integer_ratio(), n.is_integer())
print((5).__add__(3), (5).__add__(2.5), (7).__rsub__(10), (5).__floordiv__(2), int.__mul__(3, 4))
print(0 == -0, 10**2, 7 // 2, -7 // 2, -7 % 3, 5 .real, (255).__format__("x"), 1 .__class__.__name__)
for call in ("(256).to_bytes(1, 'big')", "(-1).to_bytes(2, 'big')", "(1).to_bytes(1, 'x')", "int.from_bytes('ab', 'big')", "(5).nope", "5 + 'a'", "len(5)", "5 .x"):
    try:
        eval(call)
    except Exception as error:
        print(call, "->", type(error).__name__, error)
