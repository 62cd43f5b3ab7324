"""A name that a module does not have, asked for by import."""

from colours import red

print(red)
from colours import gren
