"""__new__ makes the object, __init__ fills it; the second is skipped for strangers."""


class Single:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            print("making")
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value


a, b = Single(1), Single(2)
print(a is b, a.value)


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


u = Upper("shout")
print(u, type(u).__name__, isinstance(u, str), u + "!", type(u + "!").__name__)


class Stranger:
    def __new__(cls):
        return "not a Stranger"

    def __init__(self):
        print("never called")


print(Stranger())


class Talks:
    def __init__(self):
        return 5


for make in (Talks, lambda: Single(), lambda: object(1), lambda: object.__new__(5), lambda: int.__new__(str)):
    try:
        make()
    except TypeError as error:
        print(error)
