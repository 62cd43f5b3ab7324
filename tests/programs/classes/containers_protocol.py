"""Length, items, membership, iteration and reversal of a class of one's own."""


class Deck:
    def __init__(self, *cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, key):
        return Deck(*self.cards[key]) if isinstance(key, slice) else self.cards[key]

    def __setitem__(self, key, value):
        print("set", key, value)
        self.cards[key] = value

    def __delitem__(self, key):
        print("del", key)
        del self.cards[key]

    def __contains__(self, card):
        return card in self.cards

    def __iter__(self):
        return iter(self.cards)

    def __reversed__(self):
        return iter(["r"] + self.cards[::-1])


class Table(dict):
    def __missing__(self, key):
        return f"no {key}"


d = Deck("a", "b", "c")
d[0] = "z"
del d[1]
print(len(d), list(d), list(reversed(d)), "c" in d, "q" in d, d[0:1].cards, d[-1], bool(Deck()))
first, second = d
print(first, second, *d, sorted(d))
t = Table(a=1)
print(t["a"], t["b"], t.get("b"), len(t))
