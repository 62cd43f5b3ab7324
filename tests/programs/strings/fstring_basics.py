"""f-strings: expressions, conversions, =, nesting and quotes."""

name, n, items = "Ada", 42, [1, "two"]
print(f"{name} is {n + 1}, {items[1]!r}, {name!a}, {n!s:>5}|")
print(f"{n=} {n = } {name=!s} {n=:>6} {n * 2=} {items=}")
print(f"{{braces}} {'nested ' + f'{n}'} {"same quotes"} {'\n'.join(['a', 'b'])}")
print(f"{n:{5}d}|{n:<{n // 6}}|{3.14159:.{2}f}|{name:*^{len(name) * 3}}|")
print(f"{(lambda x: x * 2)(4)} {[i for i in range(3)]} { {'a': 1}['a'] } {n if n > 5 else 0}")
print(f"""triple {
    n  # a comment inside
    + 1
}""")
print(rf"\n{n}\t", f"\N{BULLET} \x41 {'\x42'}", f"{'a' 'b'}" "c" f"{1}")
print(f"{n!r:^10}|{True:d}|{None}|{...}|{name:}|")
print(f"{1_000_000:,} {0.1 + 0.2} {1e100} {b'x'} {5:{'>'}{4}}")
x = "expression"
print(f"{x + '!' = }", f"{x:=^16}", f"{(y := 5)}", y)
