"""An object goes before its parts; a cycle waits for the collector."""

import gc

gc.disable()


class Node:
    def __init__(self, name, *parts):
        self.name, self.parts = name, list(parts)

    def __del__(self):
        print("gone:", self.name)


tree = Node("root", Node("left"), Node("right"))
del tree
print("tree deleted")
a, b = Node("a"), Node("b")
a.parts.append(b)
b.parts.append(a)
del a, b
print("cycle cut off")
print("collected", gc.collect() > 0)
me = Node("me")
me.parts.append(me)
me = None
gc.collect()
print("end")
