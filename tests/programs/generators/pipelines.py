"""Generators linked into a pipeline work on one item at a time."""


def read():
    for line in ("3 apples", "# note", "5 pears", "", "x plums"):
        print("read", repr(line))
        yield line


def clean(lines):
    return (line for line in lines if line and not line.startswith("#"))


def parse(lines):
    for line in lines:
        number, fruit = line.split()
        if number.isdigit():
            yield fruit, int(number)
        else:
            print("skip", fruit)


for fruit, number in parse(clean(read())):
    print(number, "x", fruit)


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


from itertools import islice, takewhile

print(list(islice(primes(), 10)), list(takewhile(lambda p: p < 20, primes())))
