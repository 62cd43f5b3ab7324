"""Calling what cannot be called, asking for what is not there."""


class Dog:
    legs = 4

    def __init__(self, name):
        self.name = name

    def bark(self):
        return "wuff"


d = Dog("Rex")
mistakes = ["d()", "d.legs()", "d.meow()", "Dog()", "Dog('a', 'b')", "Dog.bark()", "d.bark(1)", "d['name']", "len(d)", "for x in d: pass", "d + 1", "d.name.nope", "d.bark.nope", "int.nope", "d.bark().nope", "Dog.name", "d < d", "-d", "with d: pass", "d[0] = 1", "del d[0]", "del d.nope", "d.legs.x = 1", "x, y = d", "f(*d)", "dict(**d)", "print(*d)", "1 in d", "hash([d])", "d.bark = 1; d.bark()", "super(Dog).nope", "raise d", "assert d.legs == 5", "isinstance(d, 'Dog')", "d.__class__ = 5", "nonexistent"]
for mistake in mistakes:
    try:
        exec(mistake)
        print(mistake, "is fine")
    except Exception as error:
        print(mistake, "->", f"{type(error).__name__}: {error}")
