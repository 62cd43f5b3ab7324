"""gc.collect finds cycles, and says how many objects it found."""

import gc
import weakref

gc.collect()


class Node:
    pass


a = Node()
a.me = a
watch = weakref.ref(a)
del a
print(watch() is None)
found = gc.collect()
print(found > 0, watch() is None)
ring = [Node() for _ in range(5)]
for left, right in zip(ring, ring[1:] + ring[:1]):
    left.next = right
watches = [weakref.ref(node) for node in ring]
del ring, left, right
print(sum(w() is not None for w in watches))
gc.collect()
print(sum(w() is not None for w in watches))
print(gc.isenabled(), gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("a"), gc.collect(), gc.garbage)
gc.disable()
print(gc.isenabled())
gc.enable()
container = ["x"]
holder = [container]
print(any(r is holder for r in gc.get_referrers(container)), [r for r in gc.get_referents(holder)])
