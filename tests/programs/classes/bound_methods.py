"""A method is a function bound to its object at the moment it is looked up."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def greet(self, text="hello"):
        return f"{text} {self.name}"


g = Greeter("Ada")
bound = g.greet
print(bound(), bound("hi"), bound.__self__ is g, bound.__func__ is Greeter.greet, bound.__name__)
print(g.greet == g.greet, g.greet is g.greet, hash(g.greet) == hash(g.greet), Greeter.greet(g, "from class"))
g.name = "Bob"
print(bound())
g.greet = lambda: "own function, unbound"
print(g.greet())


def shout(self):
    return self.name.upper()


Greeter.shout = shout
print(g.shout(), shout.__get__(g)(), type(shout.__get__(g)).__name__)
import types

g.extra = types.MethodType(lambda self, n: self.name * n, g)
print(g.extra(2))
