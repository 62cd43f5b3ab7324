"""random: long runs from a seed, to see that no number is lost."""

import random

r = random.Random(2024)
print(sum(r.randrange(1000) for _ in range(2000)), sum(r.getrandbits(32) for _ in range(1000)) % 10**9)
deck = [f"{rank}{suit}" for suit in "SH" for rank in "A23456789"]
r.shuffle(deck)
print(*deck)
print(r.sample(range(10**6), 10))
print(r.sample(range(30), 20))
counts = [0] * 6
for _ in range(600):
    counts[r.randint(0, 5)] += 1
print(counts)
inside = sum(r.random() ** 2 + r.random() ** 2 < 1 for _ in range(2000))
print(4 * inside / 2000)
print([round(r.gauss(100, 15), 3) for _ in range(5)], r.choices(["x", "y", "z"], cum_weights=[1, 3, 6], k=10))
