"""gc: thresholds, callbacks, freezing."""

import gc

print(gc.get_threshold(), len(gc.get_count()), gc.isenabled(), len(gc.get_stats()))
seen = []


def watch(phase, info):
    seen.append((phase, info["generation"]))


gc.callbacks.append(watch)
gc.collect()
gc.callbacks.remove(watch)
print(seen)


class Node:
    def __init__(self):
        self.me = self


for _ in range(10):
    Node()
print(gc.collect() >= 10, gc.collect())
gc.set_threshold(500, 5, 5)
print(gc.get_threshold(), gc.is_tracked({}), gc.is_tracked({"a": []}), gc.is_tracked(()), gc.is_finalized(Node()), gc.get_debug())
try:
    gc.collect(5)
except ValueError as error:
    print(error)
print(any(isinstance(o, Node) for o in gc.get_objects()))
