"""pickle: objects as bytes and back."""

import collections
import datetime
import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return vars(self) == vars(other)


class Slotted:
    __slots__ = ("a", "b")


class Stateful:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.__dict__.update(state, restored=True)


slotted = Slotted()
slotted.a = 1
shared = ["shared"]
loop = [1]
loop.append(loop)
for value in (None, True, 5, -300, 2**70, 1.5, "text", b"bytes", (1, "two"), [1, [2]], {"a": {1, 2}}, frozenset([3]), 1 + 2j, range(3), Point(1, 2), datetime.date(2024, 2, 29), collections.Counter("aab"), len, Point, [shared, shared]):
    data = [pickle.dumps(value, protocol) for protocol in range(6)]
    print(data[0], data[4], all(pickle.loads(d) == value for d in data))
copy = pickle.loads(pickle.dumps(loop))
print(copy[1] is copy, pickle.loads(pickle.dumps(slotted)).a, vars(pickle.loads(pickle.dumps(Stateful()))))
pair = pickle.loads(pickle.dumps([shared, shared]))
print(pair[0] is pair[1], pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
for call in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b""), lambda: pickle.loads(b"nonsense"), lambda: pickle.dumps(1, 9), lambda: pickle.dumps(x for x in "")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
