"""Which types count as sequences and mappings in patterns."""

from array import array
from collections import ChainMap, Counter, OrderedDict, UserList, deque
from collections.abc import Sequence


class Mine(Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i >= 2:
            raise IndexError
        return i * 10


class Lookalike:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


for value in (deque([1, 2]), array("i", [1, 2]), UserList([1, 2]), Mine(), Lookalike(), memoryview(b"ab"), bytearray(b"ab"), {1: 1, 2: 2}.keys()):
    match value:
        case [a, b]:
            print(type(value).__name__, "sequence of", a, b)
        case _:
            print(type(value).__name__, "no sequence")
for value in (OrderedDict(a=1), Counter("a"), ChainMap({"a": 3})):
    match value:
        case {"a": n}:
            print(type(value).__name__, n)
