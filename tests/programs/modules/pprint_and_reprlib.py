"""pprint breaks long structures; reprlib cuts them off."""

import pprint
import reprlib

data = {"names": ["Ada", "Grace", "Alan"], "nested": {"numbers": list(range(15)), "text": "word " * 12}, "z": (1, {2}), "a": None}
pprint.pprint(data)
pprint.pprint(data, width=40, sort_dicts=False, compact=True)
pprint.pprint(list("abcdefghij"), width=20)
print(pprint.pformat([1, [2, [3, [4]]]], depth=2), pprint.isreadable(data), reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({n: n for n in range(10)}))


class Ring:
    @reprlib.recursive_repr()
    def __repr__(self):
        return f"Ring({self.inner!r})"


r = Ring()
r.inner = [r]
print(r)
