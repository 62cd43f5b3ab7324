"""Printing a table with aligned columns."""

rows = [("name", "qty", "price"), ("apple", 3, 0.5), ("watermelon", 12, 3.25), ("fig", 100, 0.05)]
header, *body = rows
widths = [max(len(str(row[i])) for row in rows) for i in range(3)]
line = "+".join("-" * (w + 2) for w in widths)
print("|".join(f" {name:^{w}} " for name, w in zip(header, widths)))
print(line)
for name, quantity, price in body:
    print(f" {name:<{widths[0]}} | {quantity:>{widths[1]}} | {price:>{widths[2]}.2f} ")
print(line)
total = sum(q * p for _, q, p in body)
print(f"{'total':>{widths[0] + 1}}: {total:,.2f} ({total:e}, {total / 1000:.1%})")
print("\n".join("%-12s%5d%8.2f" % row for row in body))
print("\n".join("{0:.<12}{1:05d}{2:+8.1f}".format(*row) for row in body))
print("".join(f"{i:4}" + ("\n" if i % 5 == 0 else "") for i in range(1, 16)), end="")
