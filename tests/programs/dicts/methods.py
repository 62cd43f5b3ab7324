"""Everything a dict can do."""

d = {"a": 1, "b": 2}
print(d["a"], d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d, "a" in d, len(d))
print(d.pop("c"), d.pop("q", None), d.popitem(), d, list(d.items()), list(d.values()), list(d.keys()))
d.update({"x": 1}, y=2)
d.update([("z", 3)])
d |= {"w": 4}
print(d, d | {"a": 0}, {"k": 1} | d, d.copy() == d, dict.fromkeys("ab", 0), dict.fromkeys([1, 2]))
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, list(reversed(d)), sorted(d), min(d), bool({}), {1: "a", True: "b", 1.0: "c"})
d.clear()
print(d, dict(a=1), dict([("k", "v")]), dict({"a": 1}, b=2), {**{"a": 1}, "a": 2})
for statement in ("{}['k']", "{}[(1, 'x')]", "{}.pop('k')", "{}.popitem()", "{[]: 1}", "{{}: 1}", "{} < {}", "{} + {}", "{'a': 1}.a", "{}.update(5)", "{}.update([1])", "{} | []", "del {}['q']", "dict.fromkeys(5)", "{}.get()", "{}.pop()", "{'a': 1}[['a']]", "{}.update(a=1, **{'a': 2})"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
