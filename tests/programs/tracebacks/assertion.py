"""A failed assert points at the condition."""


def mean(values):
    assert len(values) > 0, "no values to average"
    return sum(values) / len(values)


print(mean([1, 2, 3]))
mean([])
