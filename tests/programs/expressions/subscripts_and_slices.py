"""What the brackets are given: an index, a slice, or a tuple of them."""


class Show:
    def __getitem__(self, key):
        return key


s = Show()
print(s[1], s[-1], s["a"], s[:])
print(s[1:2], s[1:2:3], s[::-1], s[:, 1], s[..., None])
print(s[1:2, 3:4], s[()], s[1,], s[*[1, 2], 3])

items = list("abcdefg")
print(items[2:5], items[:3], items[-2:], items[::2], items[::-1], items[5:2], items[5:2:-1])
items[1:3] = ["X"]
print(items)
items[::2] = [1, 2, 3]
print(items)
del items[::2]
print(items)
for action in ("items[::2] = [1]", "items[99]", "items['a']", "items[::0]", "items[1:'b']"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__ + ":", error)
