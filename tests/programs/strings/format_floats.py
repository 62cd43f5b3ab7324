"""The format mini-language for floats and complex numbers."""

values = (0.0, 1.0, -2.5, 1234567.891, 1e-7, 1e22, float("inf"), float("nan"))
for spec in ("", "f", ".0f", ".2f", "e", ".3E", "g", ".3g", "#g", "G", "%", ".1%", "+.1f", " .1f", "010.2f", ",.2f", "_.1f", "<12", "*^12.1f", "=+12.1f", "n", ".5", "#.0f", "z.0f", ",", ".10g"):
    print(f"{spec:>8}", *(f"[{format(value, spec)}]" for value in values))
print(f"{-0.0:f} {-0.0:zf} {-0.04:z.1f} {1e16:.1f} {123456789.0:g} {0.1:.20f} {2.5:.0f} {3.5:.0f} {1e300:.3g}")
print(f"{1+2j:.2f} {1-2j:+.1e} {3j:>10} {1.5+0j:g} {complex('nan'):.1f}")
for value, spec in ((1.5, "d"), (1.5, "x"), (1.5, "s"), (1j, "05"), (1j, "="), (1j, "%"), (1.5, ".f"), (1.5, ".999999999999f"), (1.5, "c")):
    try:
        print(format(value, spec))
    except ValueError as error:
        print(spec, "->", error)
