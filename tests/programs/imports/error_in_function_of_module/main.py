"""A traceback through two files names both."""

import shapes

print(shapes.area("square", 3))
print(shapes.area("circle", "2"))
