"""Every way to call a function wrongly, and what is said about it."""


def plain(a, b, c=0):
    pass


def positional(a, b, /):
    pass


def keywords(*, x, y, z=1):
    pass


def nothing():
    pass


class Thing:
    def method(self, a):
        pass


calls = [
    "plain()",
    "plain(1)",
    "plain(1, 2, 3, 4)",
    "plain(1, 2, d=3)",
    "plain(1, 2, a=3)",
    "plain(1, **{'b': 2, 'z': 3})",
    "positional(1, b=2)",
    "positional(a=1, b=2)",
    "positional(1)",
    "keywords()",
    "keywords(x=1)",
    "keywords(1, x=1, y=2)",
    "nothing(1)",
    "nothing(k=1)",
    "Thing().method()",
    "Thing().method(1, 2)",
    "Thing.method(1)",
    "Thing(5)",
    "plain(**{1: 2})",
    "plain(*5)",
    "plain(**5)",
    "plain(1, 2, **{'c': 1}, **{'c': 2})",
    "(lambda x, y: 0)(1)",
]
for call in calls:
    try:
        eval(call)
    except TypeError as error:
        print(call, "->", error)
