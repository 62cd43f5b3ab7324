"""A metaclass makes classes: it sees the name, the bases and the body."""


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        print("prepare", name, options)
        return {"added_before": 1}

    def __new__(mcs, name, bases, body, **options):
        print("new", name, [key for key in body if not key.startswith("__")])
        body["added_after"] = 2
        return super().__new__(mcs, name, bases, body)

    def __init__(cls, name, bases, body, **options):
        print("init", cls.__name__)
        super().__init__(name, bases, body)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)

    def __len__(cls):
        return 42

    def __getattr__(cls, name):
        return f"{cls.__name__} has no {name}"


class Thing(metaclass=Meta, flag=True):
    own = 3

    def __init__(self, value):
        self.value = value


print(Thing("v").value, Thing.added_before, Thing.added_after, len(Thing), Thing.nothing)
print(type(Thing).__name__, isinstance(Thing, Meta))


class Sub(Thing):
    pass


print(type(Sub).__name__)


class Other(type):
    pass


try:
    class Mixed(Thing, metaclass=Other):
        pass
except TypeError as error:
    print(error)
