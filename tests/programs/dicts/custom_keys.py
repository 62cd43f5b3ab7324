"""A key is found by hash first, then by identity or equality."""


class Key:
    def __init__(self, name, code):
        self.name, self.code = name, code

    def __hash__(self):
        print("hash", self.name, end="; ")
        return self.code

    def __eq__(self, other):
        print("compare", self.name, other.name, end="; ")
        return self.name.lower() == other.name.lower()

    def __repr__(self):
        return self.name


d = {Key("a", 1): "first"}
print()
print(d[Key("A", 1)])
print(Key("a", 2) in d)
print(Key("b", 1) in d)
k = Key("same", 3)
d[k] = 1
print(d[k])
d[Key("SAME", 3)] = 2
print(d)
nan = float("nan")
print({nan: 1}[nan], float("nan") in {nan: 1}, {1: 1}[True], {"a": 1}.get("a"))
