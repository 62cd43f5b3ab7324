"""An uncaught NameError suggests the nearest name in reach."""

temperature = 21


def report(location):
    scale = "C"
    print(location, temperture, scale)


report("harbour")
