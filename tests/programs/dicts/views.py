"""keys, values and items are windows that follow the dict."""

d = {"a": 1, "b": 2, "c": 3}
keys, values, items = d.keys(), d.values(), d.items()
d["d"] = 4
print(keys, values, items, len(keys), "d" in keys, 4 in values, ("d", 4) in items)
print(sorted(keys & {"a", "z"}), sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}), keys == {"a", "b", "c", "d"}, keys.isdisjoint(["q"]), sorted(items & {("a", 1)}))
print(list(reversed(items)), list(reversed(values)), keys.mapping["a"], {"a"} < keys, values == d.values(), keys == d.keys())
for key in list(d):
    if d[key] % 2:
        del d[key]
print(d)
for call in (lambda: keys[0], lambda: values + values, lambda: keys.add("x"), lambda: items.mapping.__setitem__("a", 1), lambda: [d.pop(k) for k in d], lambda: [d.update({k + "!": 1}) for k in d]):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
