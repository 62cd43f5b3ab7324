"""An instance looks in itself, then in its class; assigning never reaches the class."""


class Dog:
    legs = 4
    tricks = []

    def __init__(self, name):
        self.name = name


a, b = Dog("Rex"), Dog("Ada")
a.legs = 3
a.tricks.append("roll")
print(a.legs, b.legs, Dog.legs, b.tricks)
print(vars(a), vars(b))
del a.legs
print(a.legs)
Dog.legs = 5
print(a.legs, b.legs)
setattr(b, "odd name", 1)
print(b.__dict__, getattr(b, "odd name"), hasattr(b, "tail"), getattr(b, "tail", "none"))
a.__dict__["injected"] = True
print(a.injected)
try:
    del a.tricks
except AttributeError as error:
    print(error)
