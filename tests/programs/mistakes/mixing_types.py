"""Operators between types that do not go together."""

import itertools

values = {"int": 1, "float": 1.5, "str": "a", "list": [1], "tuple": (1,), "dict": {"a": 1}, "set": {1}, "None": None, "bytes": b"a", "bool": True}
for sign in ("+", "*", "<"):
    for (left, a), (right, b) in itertools.product(values.items(), repeat=2):
        if left < right and "bool" not in (left, right):
            try:
                eval(f"a {sign} b")
            except TypeError as error:
                print(f"{left} {sign} {right}: {error}")
