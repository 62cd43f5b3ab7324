"""json: Python values as text."""

import json

data = {"name": "Ada", "age": 36, "tags": ["x", None, True], "nested": {"pi": 3.14, "e": 1e100}, "é": "€😀\n\t\"\\\x01"}
print(json.dumps(data))
print(json.dumps(data, indent=2, ensure_ascii=False))
print(json.dumps(data, sort_keys=True, separators=(",", ":")), json.dumps([1, (2, 3)], indent="--"))
print(json.dumps({1: "a", None: "b", True: "c", 1.5: "d"}), json.dumps([float("inf"), float("nan"), -0.0, 10**20, 1.0]), json.dumps("</script>\u2028"), json.dumps([]), json.dumps({}, indent=4), json.dumps([[], {}], indent=1))


class Point:
    def __init__(self, x):
        self.x = x


class Encoder(json.JSONEncoder):
    def default(self, o):
        return {"point": o.x} if isinstance(o, Point) else super().default(o)


print(json.dumps([Point(1)], cls=Encoder), json.dumps({"s": {1, 2}}, default=sorted), json.dumps({(1, 2): 3, "k": 1}, skipkeys=True))
loop = []
loop.append(loop)
for call in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1,): 1}), lambda: json.dumps(loop), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.dumps({"a": [1, object]})):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error, getattr(error, "__notes__", ""))
