"""super without arguments, with two, in class methods, and where it cannot work."""


class Base:
    kind = "base"

    def __init__(self, *args):
        print("Base got", args)

    @classmethod
    def make(cls):
        return f"made by Base for {cls.__name__}"

    @property
    def size(self):
        return 10


class Child(Base):
    kind = "child"

    def __init__(self, *args):
        super().__init__("first", *args)
        super(Child, self).__init__("second")

    @classmethod
    def make(cls):
        return super().make() + "!"

    @property
    def size(self):
        return super().size + 1

    def kinds(self):
        return self.kind, super().kind, __class__.__name__


child = Child(1)
print(Child.make(), child.size, child.kinds())
print(super(Child, child).kind, super(Child, Child).make())


def outside(self):
    return super().kind


for attempt in (lambda: outside(child), lambda: super(), lambda: super(Base, 5), lambda: super(Child, child).nope):
    try:
        attempt()
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
