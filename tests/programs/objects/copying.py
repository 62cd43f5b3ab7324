"""copy copies one level, deepcopy all of them, once for every object."""

import copy


class Node:
    def __init__(self, value, children=()):
        self.value, self.children = value, list(children)


class Counted:
    def __copy__(self):
        print("__copy__", end=" ")
        return Counted()

    def __deepcopy__(self, memo):
        print("__deepcopy__", end=" ")
        return self


shared = [1]
data = {"a": shared, "b": shared, "c": (1, [2])}
shallow, deep = copy.copy(data), copy.deepcopy(data)
print(shallow["a"] is shared, deep["a"] is shared, deep["a"] is deep["b"], deep == data)
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop)
tree = Node(1, [Node(2), Node(3)])
clone, thin = copy.deepcopy(tree), copy.copy(tree)
print(clone.children[0] is tree.children[0], thin.children is tree.children, clone.children[1].value)
c = Counted()
print(copy.copy(c) is c, copy.deepcopy(c) is c, copy.deepcopy([c])[0] is c)
t, s = (1, "a"), frozenset({1})
print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.copy(s) is s, copy.copy(len) is len, copy.deepcopy(([],)) == ([],))
from dataclasses import dataclass


@dataclass
class P:
    x: int
    y: list


p = P(1, [2])
print(copy.replace(p, x=9), copy.copy(p) == p, copy.copy(p).y is p.y)
