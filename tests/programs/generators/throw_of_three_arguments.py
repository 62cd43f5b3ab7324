"""throw(type, value, traceback) still works, with a warning."""

import warnings


def listening():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            yield repr(error)


generator = listening()
next(generator)
print(generator.throw(ValueError, "text"))
next(generator)
print(generator.throw(ValueError, ValueError("made"), None))
with warnings.catch_warnings(record=True) as noted:
    warnings.simplefilter("always")
    next(generator)
    print(generator.throw(ValueError, None))
    next(generator)
    print(generator.throw(ValueError("alone")))
print([(one.category.__name__, str(one.message)) for one in noted])
