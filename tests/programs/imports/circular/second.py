print("second begins")
import first

print("first has a name yet:", hasattr(first, "name"))
name = "second"


def back():
    return first.name
