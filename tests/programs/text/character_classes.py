"""The is-methods of str, for some telling characters."""

samples = ["a", "A", "é", "ß", "5", "²", "½", "٣", "Ⅷ", "_", " ", "\t", "\n", "\u00a0", "中", "", "a1", "1.5", "x y", "\x00", "€", "ǅ", "👍", "\u0301"]
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isascii"]
print(" " * 10, *(name[2:5] for name in names))
for sample in samples:
    print(f"{ascii(sample):>10}", *(" x " if getattr(sample, name)() else " . " for name in names))
print(int("٣"), float("٣.٥"), "class".isidentifier(), "é1".isidentifier())
