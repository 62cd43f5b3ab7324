"""Float arithmetic in functions that comprehensions call: the largest singular value of an endless matrix."""


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    size = len(vector)
    return [sum(element(i, j) * vector[j] for j in range(size)) for i in range(size)]


def transposed_times(vector):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, value in enumerate(vector):
            total += element(j, i) * value
        result.append(total)
    return result


def main():
    u = [1.0] * 150
    for _ in range(6):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    above = sum(x * y for x, y in zip(u, v))
    below = sum(y * y for y in v)
    print(f"{(above / below) ** 0.5:.9f}")
