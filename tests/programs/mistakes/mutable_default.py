"""The default list that remembers: the commonest surprise, and its cure."""


def add(item, basket=[]):
    basket.append(item)
    return basket


print(add("apple"), add("pear"))
print(add("plum", []), add("fig"))


def add_well(item, basket=None):
    if basket is None:
        basket = []
    basket.append(item)
    return basket


print(add_well("apple"), add_well("pear"))
