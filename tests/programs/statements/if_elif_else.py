"""The first true condition wins; the rest is not even looked at."""


def probe(label, value):
    print("asked", label)
    return value


def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"


for n in (-5, 0, 7, 1000):
    print(n, classify(n))

if probe("a", False):
    print("first")
elif probe("b", True):
    print("second")
elif probe("c", True):
    print("third")
