"""decimal: arithmetic as on paper, with a chosen number of digits."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal as D, getcontext, localcontext
import decimal

print(D("0.1") + D("0.2"), D("1.10") * 3, D(1) / D(3), D("10") // 3, D("-7") % 3, D(2) ** 10, D(2).sqrt(), D("1.20") == D("1.2"), D(0.1), -D("0"), abs(D("-1.5")))
print(repr(D("3.14")), D("1E+5"), D("123456789.123456789e-20"), D((0, (1, 2, 3), -2)), D("Infinity"), D("NaN"), D("-0.00"), D(5), D("1_000.5"), D("1e-7"), D("0.000001"))
print(D("2.675").quantize(D("0.01")), D("2.675").quantize(D("0.01"), ROUND_HALF_UP), D("-2.5").quantize(D("1"), ROUND_DOWN), D("2.1").to_integral_value(ROUND_CEILING), round(D("2.5")), round(D("2.567"), 1), int(D("9.9")), float(D("0.5")), D("100").normalize(), D("1.500").normalize())
with localcontext() as context:
    context.prec = 5
    print(D(1) / D(7), D("123456") + 1, +D("3.14159265"))
getcontext().prec = 50
print(D(2).sqrt(), D(1).exp(), D(10).ln(), D(2).log10())
print(D("1.5").as_tuple(), D("3.50").as_integer_ratio(), D("1").compare(D("2")), max(D(1), D(2)), D("12.3").adjusted(), f"{D('1234.5'):,.2f} {D('0.5'):.1%} {D('1e3'):f} {D('1.5'):>8}", hash(D("0.5")) == hash(0.5), sum([D("0.1")] * 3), D("7").is_nan(), D("1.50").copy_negate())
for call in (lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("abc"), lambda: D(1) + 1.5, lambda: D("-1").sqrt(), lambda: D(5) < "a", lambda: int(D("inf")), lambda: D([]), lambda: D(10) ** 10**10):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
