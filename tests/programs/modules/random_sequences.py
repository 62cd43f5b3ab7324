"""random: a seed always gives the same sequence."""

import random

random.seed(42)
print(random.random(), random.randint(1, 6), random.randrange(0, 100, 7), random.uniform(1, 2), random.choice("abcdef"))
items = list(range(10))
random.shuffle(items)
print(items, random.sample(range(100), 5), random.choices("ab", weights=[1, 9], k=8))
print(random.gauss(0, 1), random.normalvariate(), random.expovariate(1.5), random.triangular(0, 10, 3), random.betavariate(1, 2))
print(random.getrandbits(100), random.randbytes(4), random.getrandbits(1), random.lognormvariate(0, 1), random.gammavariate(2, 3))
r = random.Random("text seed")
print(r.random(), r.randint(1, 1000), [r.randrange(10) for _ in range(8)])
state = r.getstate()
first = [r.random() for _ in range(2)]
r.setstate(state)
print(first == [r.random() for _ in range(2)], random.Random(1).random(), random.Random(2**100).random(), random.Random(-1).random(), random.Random(0.5).random(), random.Random(b"ab").random())
print(random.Random(3).sample(["a", "b", "c"], k=2, counts=[2, 1, 1]), random.Random(5).paretovariate(3), random.Random(5).vonmisesvariate(0, 4), random.Random(5).weibullvariate(1, 2), random.Random(7).binomialvariate(10, 0.3))
for call in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.choices([], k=1), lambda: random.seed([])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
