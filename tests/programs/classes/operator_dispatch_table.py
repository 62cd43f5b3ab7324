"""Every operator and the method that it calls."""


class Spy:
    def __getattribute__(self, name):
        return super().__getattribute__(name)


def make(name):
    return lambda self, *args: name


names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or neg pos invert lt le eq ne gt ge getitem call contains radd iadd abs"
for name in names.split():
    setattr(Spy, f"__{name}__", make(name))
s = Spy()
for text in ("s + 1", "s - 1", "s * 1", "s @ 1", "s / 1", "s // 1", "s % 1", "divmod(s, 1)", "s ** 1", "s << 1", "s >> 1", "s & 1", "s ^ 1", "s | 1", "-s", "+s", "~s", "s < 1", "s <= 1", "s == 1", "s != 1", "s > 1", "s >= 1", "s[1]", "s(1)", "1 in s", "1 not in s", "1 + s", "abs(s)", "1 < s", "1 == s", "pow(s, 2, 3)"):
    print(f"{text:14}", eval(text))
s += 1
print(s)
