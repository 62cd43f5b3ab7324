"""A dict comprehension keeps the first place and the last value of a key."""


def log(label):
    print(label, end=" ")
    return label[0]


print({log(f"{k}-key"): log(f"{k}-value") for k in "abab"})
print({k: i for i, k in enumerate("hello")})
print({v: k for k, v in {"a": 1, "b": 2, "c": 1}.items()})
print(list({x: None for x in [3, 1, 3, 2, 1]}))
