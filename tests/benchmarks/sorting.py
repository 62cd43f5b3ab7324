"""Sorting with and without keys, comprehensions of every kind, list methods."""


def noise(count, seed=12345):
    values = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(seed)
    return values


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


def primes(limit):
    sieve = [True] * limit
    sieve[0:2] = [False, False]
    for n in range(2, int(limit ** 0.5) + 1):
        if sieve[n]:
            sieve[n * n::n] = [False] * len(range(n * n, limit, n))
    return [n for n, is_prime in enumerate(sieve) if is_prime]


def main():
    values = noise(40_000)
    print(sum(sorted(values)[::1000]))
    print(sum(sorted(values, key=lambda n: n % 1000)[:100]))
    names = [f"name{n % 5000}" for n in values]
    print(sorted(names)[100], max(names), min(names, key=len))
    pairs = sorted(zip(names, values), reverse=True)
    print(pairs[0])
    print(merge_sort(values[:8000]) == sorted(values[:8000]))
    print(len(primes(120_000)))
    grid = [[x * y % 7 for x in range(150)] for y in range(150)]
    turned = [list(row) for row in zip(*grid)]
    print(sum(sum(row) for row in turned), turned == grid)
    print(len({n % 1013 for n in values}), sum({n: n * n for n in range(20_000)}.values()))
    print(sum(n for n in values if n % 3 == 0) % 1_000_007)
    stack = []
    for n in range(60_000):
        stack.append(n)
        if n % 3 == 0:
            stack.pop()
    print(len(stack), stack.index(50_000), any(n < 0 for n in stack), all(n >= 0 for n in stack))
