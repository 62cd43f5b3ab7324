"""Two modules that import each other: the second sees a half made first."""

import first

print(first.name, first.second.name, first.use())
try:
    import third
except ImportError as error:
    print(str(error).split(" (most")[0])
