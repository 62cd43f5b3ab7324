"""collections.Counter counts, and does arithmetic with counts."""

from collections import Counter

c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), c.total(), sorted(c.elements())[:4], len(c), list(c))
c.update("miss")
c.subtract({"m": 5, "q": 1})
print(c, +c, -c, Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5), Counter(a=3) & Counter(a=1, b=2), Counter(a=3) | Counter(a=1, b=2))
print(Counter([1, 2, 1]) == Counter({1: 2, 2: 1, 3: 0}), Counter(a=1) <= Counter(a=2), Counter(), Counter(a=0), Counter("ab").copy())
del c["q"], c["never there"]
words = "the cat the dog the end".split()
print(Counter(words).most_common(), Counter(map(len, words)), max(Counter(words), key=Counter(words).get))
c = Counter(x=2)
c["y"] += 5
print(c, c.pop("x"), c | {"z": 1} if False else Counter.__missing__(c, "none"))
try:
    Counter.fromkeys("ab")
except NotImplementedError as error:
    print(error)
