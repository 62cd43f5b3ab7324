"""Strings cannot be changed; slices make new ones."""

s = "python"
print(s[0], s[-1], s[1:4], s[:-1], s[::-1], s[::2], s[10:], s[-100:3], s[4:1], s[4:1:-1])
print(s * 2, s + "!", 3 * "ab", "a" * 0, "a" * -1, len(s), min(s), max(s), sorted(s), list(enumerate(s))[2])
for statement in ("s[0] = 'J'", "del s[0]", "s[99]", "s['0']", "s[1.0]", "s + 1", "1 + s", "s - 'n'", "s * 'a'", "s * 2.0", "s.x = 1", "-s", "s += None", "s < 5", "s @ s"):
    try:
        exec(statement)
    except (TypeError, IndexError, AttributeError) as error:
        print(statement, "->", type(error).__name__, error)
a = s
s += "!"
print(a, s, a is s, s.__len__(), s.__contains__("th"), s.__getitem__(1), "abc".__lt__("abd"), "a".__add__("b"), "a".__eq__(1))
