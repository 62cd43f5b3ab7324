"""collections.deque: a queue with two ends."""

from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend("ab")
d.extendleft("xy")
print(d, len(d), d.pop(), d.popleft(), d[0], d[-1], d[3])
d.rotate(2)
print(d)
d.rotate(-1)
d.remove("x")
d.insert(1, "new")
d.reverse()
print(d, d.count(2), d.index(4), 3 in d, list(reversed(d)), d.copy() == d)
last = deque(maxlen=3)
for n in range(6):
    last.append(n)
print(last, last.maxlen, last + deque([9]), deque("ab") * 2, deque([1]) < deque([2]))
d[0] = "set"
del d[1]
print(d, bool(deque()), deque(deque([1])), [*deque("hi")])
d.clear()
for call in (lambda: d.pop(), lambda: d.popleft(), lambda: last[10], lambda: last.remove(99), lambda: last.insert(1, 5), lambda: deque(5), lambda: deque([], -1), lambda: last[0:2], lambda: hash(d), lambda: [last.append(1) for _ in last]):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
