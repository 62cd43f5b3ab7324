"""heapq keeps the smallest first; bisect finds the place in a sorted list."""

import bisect
import heapq

heap = []
for n in (5, 1, 8, 3, 9, 2):
    heapq.heappush(heap, n)
print(heap, heapq.heappop(heap), heap, heapq.heappushpop(heap, 0), heapq.heapreplace(heap, 7), heap)
items = [9, 4, 7, 1, 8, 2]
heapq.heapify(items)
print(items, [heapq.heappop(items) for _ in range(len(items))])
print(heapq.nlargest(3, [5, 1, 9, 7]), heapq.nsmallest(2, ["ccc", "a", "bb"], key=len), list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([3, 1], [2], reverse=True)))
tasks = [(2, "b"), (1, "z"), (2, "a")]
heapq.heapify(tasks)
print([heapq.heappop(tasks) for _ in range(3)])
s = [1, 3, 3, 5]
print(bisect.bisect(s, 3), bisect.bisect_left(s, 3), bisect.bisect_right(s, 4), bisect.bisect(s, 0), bisect.bisect_left(s, 3, 2), bisect.bisect([5, 3, 1], -3, key=lambda x: -x))
bisect.insort(s, 4)
bisect.insort_left(s, 3)
print(s, ["F", "D", "C", "B", "A"][bisect.bisect([60, 70, 80, 90], 77)])
for call in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], "a"), lambda: heapq.heapify(5), lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1], 1, -1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
