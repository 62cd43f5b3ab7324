# optimize_basic_block: defaults become one constant behind all others; an empty tuple too.
def f(a=1, b=2): pass
def g(c=1, *, d=2): pass
a, = 7,
a, b = 1, 2
x, y, z = z, y, x
x, y, z, w = w, z, y, x
