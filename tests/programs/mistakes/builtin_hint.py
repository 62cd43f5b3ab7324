"""A built-in name, slightly wrong."""

values = [3, 1, 2]
print(sorted(values))
print(sroted(values))
