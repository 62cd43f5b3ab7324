"""Methods of float, and the numbers that are no numbers."""

x = 3.75
print(x.is_integer(), (4.0).is_integer(), x.as_integer_ratio(), x.hex(), float.fromhex("0x1.ep+1"), (-0.1).hex())
print(x.real, x.imag, x.conjugate(), x.__floor__(), x.__ceil__(), x.__trunc__(), x.__round__(1))
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf > 10**400, nan == nan, nan != nan, nan < 1, inf == inf)
print(0.0 == -0.0, -0.0, 1 / inf, str(-nan), [nan] == [nan], nan in [nan], max(1.0, nan), max(nan, 1.0))
print(1e308 * 10, -1e308 * 10, 5e-324, 5e-324 / 2, 2.0**1023, 1e16 + 1, 0.1 + 0.2 == 0.3, 0.1 + 0.2)
print(7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 5.0 % -3, inf // 1, 5 % inf, -5 % inf, divmod(-5.5, 2))
for call in (lambda: 2.0**10000, lambda: int(nan), lambda: inf.as_integer_ratio(), lambda: float.fromhex("zz"), lambda: (-1.0) ** 0.5, lambda: 0.0**-1, lambda: round(inf), lambda: 1e400 // 0):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
