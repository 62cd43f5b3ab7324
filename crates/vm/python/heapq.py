"""Heaps in lists: the smallest item is at index 0, and item k is not greater than items 2k+1 and 2k+2.

The order of comparisons, and with it the layout of the list, is CPython's.
"""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def _sink_up(heap, start, pos):
    """Move the item at `pos` towards `start` while it is smaller than its parent."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def _sift_down(heap, pos):
    """Move the smaller children up to the bottom, then the item at `pos` back up from there."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _sink_up(heap, start, pos)


def heappush(heap, item):
    """Add an item."""
    heap.append(item)
    _sink_up(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take out the smallest item."""
    last = heap.pop()  # an IndexError of the list is the right complaint
    if not heap:
        return last
    smallest, heap[0] = heap[0], last
    _sift_down(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Take out the smallest item and add a new one."""
    smallest, heap[0] = heap[0], item
    _sift_down(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Add an item and take out the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sift_down(heap, 0)
    return item


def heapify(x):
    """Make a heap of a list, in linear time."""
    for i in reversed(range(len(x) // 2)):
        _sift_down(x, i)


class _Falling:
    """Orders the other way round."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value


def _upside_down(function):
    """A function on heaps with the greatest item first."""

    def on_max_heap(heap, *args):
        heap[:] = map(_Falling, heap)
        try:
            result = function(heap, *map(_Falling, args))
        finally:
            heap[:] = [item.value for item in heap]
        return None if result is None else result.value

    return on_max_heap


_heapify_max = _upside_down(heapify)
_heappop_max = _upside_down(heappop)
_heapreplace_max = _upside_down(heapreplace)

try:  # the native ones, where there are any
    from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
except ImportError:
    pass


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted stream, lazily; equal items come in the order of the inputs."""
    heap = []
    for index, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            value = advance()
        except StopIteration:
            continue
        rank = value if key is None else key(value)
        heap.append(_Source(rank, index, value, advance, reverse))
    heapify(heap)
    while heap:
        source = heap[0]
        yield source.value
        try:
            source.value = source.advance()
        except StopIteration:
            heappop(heap)
            continue
        source.rank = source.value if key is None else key(source.value)
        heapreplace(heap, source)


class _Source:
    """One input of `merge`: its next value, and how to get the one after."""

    __slots__ = ("rank", "index", "value", "advance", "reverse")

    def __init__(self, rank, index, value, advance, reverse):
        self.rank, self.index, self.value, self.advance, self.reverse = rank, index, value, advance, reverse

    def __lt__(self, other):
        first, second = (other.rank, self.rank) if self.reverse else (self.rank, other.rank)
        if first < second:
            return True
        if second < first:
            return False
        return self.index < other.index


def nsmallest(n, iterable, key=None):
    """The n smallest items, as `sorted(iterable, key=key)[:n]`."""
    if n == 1:
        nothing = object()
        found = min(iterable, default=nothing, key=key)
        return [] if found is nothing else [found]
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, as `sorted(iterable, key=key, reverse=True)[:n]`."""
    if n == 1:
        nothing = object()
        found = max(iterable, default=nothing, key=key)
        return [] if found is nothing else [found]
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]
