"""__int__, __float__, __index__ and friends make an object usable as a number."""


class Num:
    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7 + 1j

    def __round__(self, digits=None):
        return ("rounded", digits)

    def __trunc__(self):
        return "truncated"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceiling"


class Index:
    def __index__(self):
        return 2


import math

n, i = Num(), Index()
print(int(n), float(n), complex(n), round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n))
print([10, 20, 30][i], "abc"[i:], hex(i), bin(i), range(5)[i], list(range(i)), int(i), float(i), "x" * i, bytes(i), chr(i) == "\x02")
for attempt in (lambda: [1, 2][n], lambda: range(n), lambda: hex(n), lambda: "x" * n):
    try:
        attempt()
    except TypeError as error:
        print(error)


class Bad:
    def __int__(self):
        return "7"


try:
    int(Bad())
except TypeError as error:
    print(error)
