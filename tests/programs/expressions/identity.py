"""is compares identity: small numbers, short strings and constants are shared."""


def same(a, b):
    return a is b


n = 256
print(same(n, 255 + 1), same(n + 1, n + 1), same(n - 1, n - 1))
print(same(-5, int("-5")), same(-6, int("-6")))
x = 1000
y = 1000
print("constants of one module are shared:", x is y)
print(same("hello", "hel" + "lo"), same("".join(["a", "b"]), "".join(["a", "b"])))
print(same("".join(["a"]), "a"), same("abc"[1], "b"), same(tuple([]), ()))
print(same(1 == 1, True), same(..., Ellipsis), same(None, print.__doc__ and None))
print(same([], []), same({}, {}), same((1, 2), (1, 2)), same(frozenset(), frozenset()))
print(same(str("abc"), "abc"), same(str(5), str(5)), same(str(12), str(12)))
t = (1, 2)
print(same(t[:], t), same(tuple(t), t), same(t + (), t), same(t * 1, t))
text, data = "some words", b"bytes here"
print(same(text[:], text), same(text.strip(), text), same(text + "", text), same(text.lower(), text))
print(same(bytes(data), data), same(data[:], data), same(int(x), x), same(x + 0, x))
