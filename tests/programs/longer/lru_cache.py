"""A cache that forgets what was not used for the longest time: a dict and a linked list."""


class Node:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.before = self.after = self


class LRUCache:
    """The ring of nodes starts after `root` with the freshest entry."""

    def __init__(self, size):
        if size < 1:
            raise ValueError("a cache needs room for one entry")
        self.size = size
        self.nodes = {}
        self.root = Node()
        self.hits = self.misses = 0

    def _unlink(self, node):
        node.before.after, node.after.before = node.after, node.before

    def _push(self, node):
        node.before, node.after = self.root, self.root.after
        self.root.after.before = node
        self.root.after = node

    def __getitem__(self, key):
        node = self.nodes[key]
        self._unlink(node)
        self._push(node)
        return node.value

    def __setitem__(self, key, value):
        if node := self.nodes.get(key):
            node.value = value
            self._unlink(node)
        else:
            if len(self.nodes) == self.size:
                oldest = self.root.before
                self._unlink(oldest)
                del self.nodes[oldest.key]
            node = self.nodes[key] = Node(key, value)
        self._push(node)

    def __delitem__(self, key):
        self._unlink(self.nodes.pop(key))

    def __contains__(self, key):
        return key in self.nodes

    def __len__(self):
        return len(self.nodes)

    def __iter__(self):
        node = self.root.after
        while node is not self.root:
            yield node.key
            node = node.after

    def __reversed__(self):
        node = self.root.before
        while node is not self.root:
            yield node.key
            node = node.before

    def get(self, key, default=None):
        try:
            value = self[key]
        except KeyError:
            self.misses += 1
            return default
        self.hits += 1
        return value

    def __repr__(self):
        inner = ", ".join(f"{key!r}: {self.nodes[key].value!r}" for key in self)
        return f"LRUCache({inner})"

    @classmethod
    def cached(cls, size):
        """A decorator that remembers the last results of a function."""

        def decorate(function):
            cache = cls(size)

            def wrapper(*args):
                if args in cache:
                    cache.hits += 1
                    return cache[args]
                cache.misses += 1
                result = cache[args] = function(*args)
                return result

            wrapper.cache = cache
            return wrapper

        return decorate


cache = LRUCache(3)
for key, value in (("a", 1), ("b", 2), ("c", 3)):
    cache[key] = value
print(cache, len(cache))
print(cache.get("a"), cache)
cache["d"] = 4
print(cache, "b" in cache, cache.get("b", "gone"))
cache["c"] = 30
print(list(cache), list(reversed(cache)), cache.hits, cache.misses)
del cache["a"]
print(cache, len(cache))
try:
    cache["zzz"]
except KeyError as error:
    print("KeyError", error)
try:
    LRUCache(0)
except ValueError as error:
    print(error)


@LRUCache.cached(50)
def ways(steps):
    """In how many ways can a stair be climbed, one, two or three steps at a time?"""
    if steps < 0:
        return 0
    if steps == 0:
        return 1
    return ways(steps - 1) + ways(steps - 2) + ways(steps - 3)


print(ways(40), ways.cache.hits, ways.cache.misses, len(ways.cache))

calls = []


@LRUCache.cached(2)
def square(n):
    calls.append(n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 2, 1, 1)], calls, square.cache)
