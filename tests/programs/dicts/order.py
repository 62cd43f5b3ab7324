"""A dict keeps the order of insertion; a new value does not move its key."""

d = {}
for key in "banana":
    d[key] = d.get(key, 0) + 1
print(d)
d["b"] = 100
del d["a"]
d["a"] = 5
print(d, list(d), next(iter(d)), next(reversed(d)))
print(d.popitem(), d.popitem(), d)
print({**{"x": 1, "y": 2}, **{"y": 3, "z": 4}}, {"x": 1, "y": 2} | {"x": 9})
big = {n: n * n for n in range(100)}
for n in range(0, 100, 3):
    del big[n]
big[0] = "again"
print(list(big)[:5], list(big)[-3:], len(big), sum(k for k in big))
print({1: "one", "1": "text", (1,): "tuple", None: "none", 1.5: "float", True: "replaced"})
print([(k, v) for k, v in sorted({"b": 1, "a": 1, "c": 0}.items(), key=lambda kv: (kv[1], kv[0]))])
