"""The walrus gives a value a name in the middle of an expression."""

import re

lines = ["name = Ada", "no setting", "born = 1815"]
for line in lines:
    if match := re.match(r"(\w+) = (\w+)", line):
        print(match.group(1), "->", match.group(2))

print([half for n in range(8) if (half := n // 2) % 2])
print("half stays", half)

if (n := len(lines)) > 2 and (m := n * 2) < 10:
    print(n, m)

values = iter([3, 1, 0, 5])
while (value := next(values)) != 0:
    print("read", value)


def any_long(words):
    return any(len(found := word) > 4 for word in words) and found


print(any_long(["a", "tiny", "little", "enormous"]))
print((x := 1, x + 1), (y := 5) + y)
