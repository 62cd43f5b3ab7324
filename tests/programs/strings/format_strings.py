"""The format mini-language for strings, and str.format with all its fields."""

for spec in ("", "s", "10", "<10", ">10", "^10", "*^11", ".2", "8.3", "->8.3s", "05", "é^9"):
    print(f"{spec:>6} [{format('word', spec)}]")
print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{0}{0}".format("ab"))
print("{0[1]} {0[key]} {1.real} {1.__class__.__name__}".format({"key": "v", 1: "one"}, 5))
print("{:{}}|{:{w}.{p}f}|{!r:>6}|{!s}|{!a}".format("x", 4, 2.71828, "q", 1, "é", w=8, p=2))
print("{{}} {{{}}}".format(5), "{:>{width}}".format("r", width=3), "{a[0]}{a[1]}".format(a="xy"))
print("{0.attr.deeper}".format(type("O", (), {"attr": type("P", (), {"deeper": 7})})))
print("{name} is {age}".format_map({"name": "Ada", "age": 36}))
for text, args in (("{", ()), ("}", ()), ("{}", ()), ("{} {1}", (1, 2)), ("{1} {}", (1, 2)), ("{x}", ()), ("{0.nope}", (1,)), ("{0[0]}", (1,)), ("{!x}", (1,)), ("{:d}", ("a",)), ("{a b}", ()), ("{0!}", (1,)), ("{:{:{}}}", (1, 2, 3)), ("{[}", ({},)), ("{:=5}", ("a",)), ("{:,}", ("a",)), ("{:+}", ("a",))):
    try:
        print(text.format(*args))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
