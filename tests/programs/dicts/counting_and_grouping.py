"""Four ways to count, three ways to group."""

from collections import Counter, defaultdict
from itertools import groupby

text = "she sells sea shells"
a = {}
for letter in text:
    a[letter] = a.get(letter, 0) + 1
b = {}
for letter in text:
    b.setdefault(letter, []).append(1)
c = defaultdict(int)
for letter in text:
    c[letter] += 1
d = Counter(text)
print(a == c == d == {k: len(v) for k, v in b.items()}, a)
words = text.split()
by_first = {}
for word in words:
    by_first.setdefault(word[0], []).append(word)
print(by_first, {k: list(g) for k, g in groupby(sorted(words, key=len), key=len)})
inverted = defaultdict(set)
for word in words:
    for letter in word:
        inverted[letter].add(word)
print({k: sorted(v) for k, v in sorted(inverted.items())})
print(max(a, key=a.get), sorted(a.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
