"""defaultdict, OrderedDict, ChainMap, UserDict."""

from collections import ChainMap, OrderedDict, UserDict, UserList, UserString, defaultdict

groups = defaultdict(list)
for word in ("apple", "avocado", "bean"):
    groups[word[0]].append(word)
print(groups, groups["z"], len(groups), groups.get("q"), dict(groups), groups.default_factory)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], list(nested), defaultdict(int, a=1) | {"b": 2})
try:
    defaultdict(None)["missing"]
except KeyError as error:
    print("KeyError", error)
try:
    defaultdict(5)
except TypeError as error:
    print(error)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(last=False), o == {"a": 1, "b": 2}, o == OrderedDict(a=1, b=2), list(reversed(o)))
base, top = {"color": "red", "size": 1}, {"size": 5}
chain = ChainMap(top, base)
chain["new"] = True
print(chain["size"], chain["color"], top, list(chain), len(chain), chain.new_child({"size": 9})["size"], chain.parents["size"], chain.maps)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


print(Lower({"ABC": 1}, Xyz=2), UserList([1, 2]) + [3], UserString("ab").upper() + "c")
try:
    chain["nope"]
except KeyError as error:
    print(error)
