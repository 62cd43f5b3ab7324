"""Bits: and, or, xor, shifts and complement, for negative numbers too."""

a, b = 0b1100, 0b1010
print(bin(a & b), bin(a | b), bin(a ^ b), bin(~a))
print(1 << 10, 1024 >> 3, -1 >> 5, -17 >> 2, -1 << 4)
print(-6 & 0xFF, -6 | 3, -6 ^ 5)
print(1 << 100, (1 << 100) >> 98, (-1 << 70) >> 69)
print(True & False, True | False, True ^ True, True & 3)
print((0b101101).bit_count(), (1023).bit_length(), (-8).bit_length())
for action in ("1 << -1", "1 >> -1", "1.0 << 2", "~1.5"):
    try:
        eval(action)
    except (ValueError, TypeError) as error:
        print(action, "->", type(error).__name__, error)
