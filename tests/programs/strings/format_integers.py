"""The format mini-language for integers."""

for spec in ("", "d", "5", "05", "+", "+d", " d", "-d", "<6", ">6", "^7", "*^7", "=+7", "0=+7", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "#010x", ",", "_", "_x", "_b", "n", "c", "e", ".2f", "g", "%", "+,d", "08,d", "x<10,", "#_b"):
    print(f"{spec:>6} [{format(97, spec)}] [{format(-1234567, spec) if spec != 'c' else '-'}]")
print(f"{10**25:,} {10**25:_d} {-(2**70):#x} {True:5} {True:d} {0:+} {0:#b}")
for value, spec in ((5, "s"), (5, ".2d"), (5, ",_"), (5, "q"), (5, "+c"), (5, ",c"), (1114112, "c"), (5, "#c"), (5, "5.2x"), (5, "  d"), (5, ",x"), (5, "z")):
    try:
        print(format(value, spec))
    except (ValueError, OverflowError) as error:
        print(spec, "->", type(error).__name__, error)
