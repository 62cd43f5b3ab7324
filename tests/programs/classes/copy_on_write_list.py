"""A class that shares its data until somebody writes."""


class Shared:
    def __init__(self, items):
        self._items, self._own = items, False

    def copy(self):
        self._own = False
        return Shared(self._items)

    def _mine(self):
        if not self._own:
            print("(copying)", end=" ")
            self._items, self._own = list(self._items), True
        return self._items

    def __getitem__(self, index):
        return self._items[index]

    def __setitem__(self, index, value):
        self._mine()[index] = value

    def __len__(self):
        return len(self._items)

    def __repr__(self):
        return f"Shared({self._items})"


a = Shared([1, 2, 3])
b = a.copy()
print(a._items is b._items)
b[0] = 100
print(a, b, a._items is b._items)
b[1] = 200
print(b, [x + 1 for x in a], max(b), list(reversed(b)))
