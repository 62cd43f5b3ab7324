"""Walking, changing and merging nested dicts and lists."""

data = {"a": {"b": [1, {"c": 2}]}, "d": 3}


def walk(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, path + (key,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, path + (index,))
    else:
        yield path, value


def merge(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return {k: merge(a[k], b[k]) if k in a and k in b else a.get(k, b.get(k)) for k in a | b}
    return b


print(list(walk(data)))
print(merge(data, {"a": {"b": "replaced", "x": 0}, "e": None}))
data["a"]["b"][1]["c"] += 40
data.setdefault("new", {}).setdefault("deep", []).append("x")
print(data, data["a"]["b"][-1]["c"])
try:
    data["a"]["nope"]["c"]
except KeyError as error:
    print(error.args)
print({k: v for k, v in data.items() if not isinstance(v, dict)}, {**data["a"], "b": len(data["a"]["b"])})
