"""A number that comes next is made before the last one goes: the two are never at one place."""


def of_a_loop():
    before = None
    for number in range(1000, 1006):
        now = id(number)
        print(now == before, end=" ")
        before = now
    print()


def of_sums():
    number = 1000
    for _ in range(5):
        before = id(number)
        number += 1
        print(id(number) == before, end=" ")
    print()


def of_floats():
    number = 1000.5
    for _ in range(5):
        before = id(number)
        number = number * 2.0 + 1.0
        print(id(number) == before, end=" ")
    print()


def kept():
    places = [id(number) for number in range(1000, 1010)]
    print(len(set(places)) > 1)


of_a_loop()
of_sums()
of_floats()
kept()
