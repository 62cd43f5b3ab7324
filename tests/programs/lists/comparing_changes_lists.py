"""An == that empties the lists it is asked for: then their lengths decide."""


class Emptying:
    def __init__(self, items):
        self.items = items

    def __eq__(self, other):
        self.items.clear()
        return NotImplemented


first, second = [], []
first.append(Emptying(second))
second.append(Emptying(first))
print(first == second, first, second)
third = []
third.append(Emptying(third))
fourth = [1]
print(third == fourth, third, fourth)


class Iterable:
    def __iter__(self):
        return iter([5, 6])

    def __length_hint__(self):
        return 2**63 - 1


items = [1]
items.extend(Iterable())
print(items)
