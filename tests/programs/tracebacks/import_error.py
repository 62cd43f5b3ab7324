"""An import that fails at the top of a program."""

import math

print(math.floor(2.5))
from math import floor, cieling
