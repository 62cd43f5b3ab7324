"""format calls __format__ with the text after the colon, nested fields filled in."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        print(f"<{spec}>", end=" ")
        if spec.endswith("k"):
            return f"{self.cents / 100000:{spec[:-1]}}k"
        return format(self.cents / 100, spec or ".2f")


m, width = Money(123456), 12
print(f"{m}", f"{m:.0f}", f"{m:>{width}.1f}", f"{m:.3k}", f"{m!r:.6}")
print("{:{}.{}f}".format(m, 10, 1), format(m), format(m, "+.1f"))
for value, spec in ((None, "5"), ([], ">5"), (object, "x"), ({}, "d")):
    try:
        print(format(value, spec))
    except TypeError as error:
        print(error)
print(format([1, 2]), format(None), f"{dict(a=1)}", f"{int}")
