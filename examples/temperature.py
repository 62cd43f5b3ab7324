# Classes: a body that runs once, a property, and a call of the parent's method.
#
# Look at the class body: it is a code object that Python runs at once, and each `def` in it is a store of a
# name. `super().__init__` is one instruction, LOAD_SUPER_ATTR, and brings a hidden cell named `__class__`.


class Measurement:
    def __init__(self, value):
        self.value = value


class Temperature(Measurement):
    unit = "°C"

    def __init__(self, celsius):
        super().__init__(celsius)

    @property
    def fahrenheit(self):
        return self.value * 9 / 5 + 32


today = Temperature(21.5)
print(today.value, today.unit, "=", today.fahrenheit, "°F")
