"""A package with submodules, relative imports and a star import."""

import zoo.birds
from zoo import mammals
from zoo.birds import parrot as p
from zoo import *

print(zoo.__name__, zoo.birds.__name__, zoo.birds.__package__, mammals.cow(), p(), lion)
print(hasattr(zoo, "hidden"), "hidden" in globals(), "_private" in globals(), zoo.__all__)
import sys

print(sorted(name for name in sys.modules if name.startswith("zoo")))
print(zoo.mammals is sys.modules["zoo.mammals"], mammals.sister_sound())
import zoo.deep.inner as inner

print(inner.where(), inner.__package__)
for statement in ("import zoo.fish", "from zoo import fish", "import zoo.birds.parrot", "from . import birds"):
    try:
        exec(statement)
    except ImportError as error:
        print(statement, "->", type(error).__name__, str(error).split(" (")[0])
