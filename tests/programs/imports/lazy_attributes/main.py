"""__getattr__ and __dir__ of a module answer for names that it does not have."""

import lazy

print(lazy.present, lazy.computed_seven, dir(lazy))
from lazy import computed_x

print(computed_x)
try:
    lazy.unknown
except AttributeError as error:
    print(error)
try:
    from lazy import unknown
except ImportError as error:
    print(str(error).split(" (")[0])
print(hasattr(lazy, "nope"), getattr(lazy, "nope", "default"))
