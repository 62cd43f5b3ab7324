"""A module beside the program: its code runs once, and its names are attributes."""

import greetings
import greetings as again
from greetings import count, greet

print(greetings is again, greet("Ada"), greetings.greet("Bob"), count, greetings.count)
print(greetings.__name__, __name__, greetings.__doc__, greetings.__file__.endswith("greetings.py"))
greetings.count = 100
print(count, greetings.current())
print([name for name in dir(greetings) if not name.startswith("_")])
try:
    greetings.missing
except AttributeError as error:
    print(error)
try:
    from greetings import missing
except ImportError as error:
    print(error.name, error.msg.split(" (")[0])
