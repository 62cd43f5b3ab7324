"""A property computes an attribute, and can guard writing and deleting it."""


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def degrees(self):
        """Degrees above freezing."""
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("colder than possible")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("forgotten")
        del self._degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32


t = Celsius(100)
print(t.degrees, t.fahrenheit)
t.degrees = 20
print(t.fahrenheit, Celsius.degrees.__doc__, Celsius.fahrenheit.fset)
for statement in ("t.degrees = -500", "t.fahrenheit = 1", "del t.fahrenheit", "del t.degrees", "t.degrees"):
    try:
        exec(statement)
    except (ValueError, AttributeError) as error:
        print(statement, "->", type(error).__name__, error)
print(vars(t), type(Celsius.degrees).__name__)
